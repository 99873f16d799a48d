from __future__ import annotations

import numpy as np
import pytest

from index.digests import NOT_FOUND
from index.local.text.rows import TextRows
from index.local.text.writer import TextWriter
from index.local.vectors.embedding import EmbeddingOptions
from index.local.vectors.update import write_vectors
from index.sources.split import split_passages
from index.workers.pool import SERIAL
from tests.index.local.built import content_of
from tests.support.toys import article


@pytest.fixture
def written(tmp_path, embedder):
    """Write the text of one article and its vectors into a folder of that name."""

    def written(name, text, *, estimate=None, progress=lambda *_: None,
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
        known = np.full(len(TextRows(folder).passage_rows), NOT_FOUND)
        write_vectors(folder, known, None, options)
        return content_of(folder)

    return written
