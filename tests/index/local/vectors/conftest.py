from __future__ import annotations

import pytest

from index.local.content import LocalContent
from index.local.text.writer import TextWriter
from index.local.vectors.embedding import EmbeddingOptions
from index.local.vectors.update import write_vectors
from index.sources.split import split_passages
from index.workers.pool import SERIAL
from tests.support.toys import article


@pytest.fixture
def written(tmp_path, embedder):
    """Write the text of one article and its vectors into a folder of that name."""

    def written(name, text, *, previous=None, estimate=None, progress=lambda *_: None,
                workers=SERIAL):  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        writer = TextWriter(folder)
        one = article(text)
        writer.append(one, list(split_passages(
            one, count_tokens=embedder.count_tokens, max_tokens=256)))  # fmt: skip
        writer.finish()
        options = EmbeddingOptions(
            embedder=embedder, workers=workers, progress=progress, estimate=estimate
        )
        write_vectors(folder, previous=previous, options=options)
        return LocalContent(folder)

    return written
