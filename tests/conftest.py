"""What the tests share: toy models whose numbers can be checked by hand, and small folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import index as index_package
import qa.pipeline
from index import BuildReport, build
from index.corpus import Article, Omission, Passage, Span, sentence_texts
from index.embedding.protocol import PassageVectors, Progress, Vectors, no_progress
from index.errors import SeedError
from index.local.content import Content
from index.sources.formats.draft import Draft, Drafts
from index.sources.scan import SeedContent, no_article_error, read_seed, scan_folder
from index.sources.split import split_passages
from page.desk import Desk
from qa import Assistant, Settings
from qa.commands import cli
from qa.readers.sentence_reader import SentenceReader

pytest_plugins = ["server_fixtures"]

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = "blinken-visits-korea.txt"
WORDS = ("apple", "river", "stone")
APPLES = "An apple fell on the stone.\n\nThe river rose."


class ToyEmbedder:
    """Counts three words, and all others in a fourth dimension; the vector is then made a unit."""

    def __init__(self, name: str = "toy", max_tokens: int = 256) -> None:
        self.name, self.digest, self.max_tokens = name, f"{name}-digest", max_tokens
        self.embedded: list[str] = []  # the text of every passage that it was given

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def load(self) -> None:
        pass

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        texts = [passage.text for passage in passages]
        self.embedded += texts
        progress(len(texts), len(texts))
        return PassageVectors(vectors_of(texts), vectors_of(sentence_texts(passages)))

    def encode_question(self, question: str) -> Vectors:
        return np.array(_counts(question), dtype=np.float32)


def vectors_of(texts: Sequence[str]) -> Vectors:
    return np.array([_counts(t) for t in texts], dtype=np.float32).reshape(-1, len(WORDS) + 1)


def _counts(text: str) -> list[float]:
    words = [w.strip(".,?!").lower() for w in text.split()]
    counts = [float(words.count(w)) for w in WORDS]
    counts.append(float(len(words) - sum(counts)))
    length = sum(c * c for c in counts) ** 0.5 or 1.0
    return [c / length for c in counts]


@pytest.fixture
def embedder() -> ToyEmbedder:
    return ToyEmbedder()


@pytest.fixture
def seeds(tmp_path: Path) -> Callable[..., Path]:
    """Write files by name and return their folder."""
    folder = tmp_path / "seeds"

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def footnotes(monkeypatch) -> None:
    """Text files leave out the lines that start with a star."""

    def read(content: bytes, name: str) -> Drafts:
        lines = content.decode().splitlines(keepends=True)
        left = "".join(line for line in lines if line.startswith("*"))
        text = "".join(line for line in lines if not line.startswith("*"))
        omissions = (Omission(len(left), "footnotes"),) if left else ()
        return Drafts((Draft(text, omissions=omissions),))

    monkeypatch.setattr("index.sources.scan.READERS", {".txt": read})


@pytest.fixture
def desk(seeds, index, embedder) -> Callable[..., Desk]:
    """Build an index of files, where any are given, and open a page's desk over it."""

    def opener(index: Path, settings: Settings) -> Assistant:
        return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)

    def first(folder: Path, index: Path, settings: Settings, progress: Progress) -> BuildReport:
        return build(folder, index, embedder=embedder, progress=progress)

    def make(files: dict[str, str | bytes] | None = None, **chosen: object) -> Desk:
        folder = seeds(files or {})
        if files:
            build(folder, index, embedder=embedder)
        settings = Settings(
            **{"seeds": str(folder), "index": str(index), "threshold": 0.0} | chosen
        )
        return Desk(settings, opener=opener, first=first)

    return make


@pytest.fixture
def degraded(monkeypatch) -> pytest.MonkeyPatch:
    """A part of every index does not answer, until this is undone."""
    whole = Content.candidates
    monkeypatch.setattr(
        Content, "candidates", lambda *asked: replace(whole(*asked), complete=False)
    )
    return monkeypatch


def article(text: str, id: str = "a.txt", **fields: object) -> Article:
    return Article(id=id, text=text, digest="0" * 64, **fields)  # type: ignore[arg-type]


def passages(text: str, id: str = "a.txt", max_tokens: int = 256) -> list[Passage]:
    """Split a text as the index would, words counted as tokens."""
    toy = ToyEmbedder(max_tokens=max_tokens)
    return list(
        split_passages(article(text, id), count_tokens=toy.count_tokens, max_tokens=max_tokens)
    )


def span_of(part: str, text: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.fixture
def toy_models(monkeypatch, tmp_path):
    """Commands run in an empty folder with the toy embedder in the model's place."""
    monkeypatch.chdir(tmp_path)
    for variable in ("QA_SEEDS", "QA_INDEX"):
        monkeypatch.delenv(variable, raising=False)
    toy = ToyEmbedder()
    for module in (index_package, qa.pipeline):
        monkeypatch.setattr(module, "open_embedder", lambda name: toy)


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = cli.main(words)
    out, err = capsys.readouterr()
    return status, out, err


def read_seeds(folder: Path) -> SeedContent:
    """Read every seed below a folder, as the build does one by one."""
    found = scan_folder(folder)
    articles: list[Article] = []
    rejected = list(found.rejected)
    for name in found.digests:
        try:
            seed = read_seed(folder, name)
        except SeedError as error:
            rejected.append(error)
        else:
            articles += seed.articles
            rejected += seed.rejected
    rejected.sort(key=lambda error: error.seed or "")
    if not articles:
        raise no_article_error(folder, rejected)
    return SeedContent(tuple(articles), tuple(rejected))
