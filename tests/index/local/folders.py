"""The folder of an index as tests look at it: its files, its generations, and what a killed writer
leaves in it.
"""

from __future__ import annotations

from pathlib import Path

from index.local import layout, mark, opening

FILES = (
    "article-ids.npy",
    "article-qa-index",
    "articles.jsonl",
    "articles.npy",
    "copies.npy",
    "held",
    "lexical/borders.npy",
    "lexical/rows.npy",
    "lexical/term-borders.npy",
    "lexical/token-borders.npy",
    "lexical/tokens.npy",
    "lexical/vocabulary.npy",
    "lexical/weights.npy",
    "manifest.json",
    "passage-digests.npy",
    "passages.faiss",
    "passages.npy",
    "sentence-vectors.npy",
    "sentences.npy",
    "signatures.npy",
)


def files(index: Path) -> dict[str, bytes]:
    """Every file but the lock, by path inside the index folder."""
    paths = (p for p in index.rglob("*") if p.is_file() and p.name != layout.WRITER_LOCK)
    return {p.relative_to(index).as_posix(): p.read_bytes() for p in paths}


def folders(index: Path) -> list[str]:
    return sorted(p.name for p in index.iterdir() if p.is_dir())


def text_of(index: Path) -> str:
    return opening.open_current(index).article["a.txt"].text


def state(index: Path) -> dict[str, tuple[int, int, int]]:
    """Size, mode and time of last change of the folder and all that is in it."""
    stats = {p.relative_to(index).as_posix(): p.stat() for p in [index, *index.rglob("*")]}
    return {name: (s.st_size, s.st_mode, s.st_mtime_ns) for name, s in stats.items()}


def unfinished(index: Path, name: str) -> Path:
    """Leave behind what a writer may have got to before it was killed."""
    folder = index / name
    folder.mkdir(parents=True)
    mark.write_mark(index)
    mark.write_mark(folder)
    (folder / "articles.jsonl").write_text('{"id": "a.t')
    (folder / "passages.vectors.npy").write_text("x")
    return folder
