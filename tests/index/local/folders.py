"""The folder of an index as tests look at it: its files, its generations, and what a killed writer
leaves in it.
"""

from __future__ import annotations

from pathlib import Path

from index.local import layout, mark, opening

SEGMENT_FILES = (
    "article-ids.npy",
    "articles.jsonl",
    "articles.npy",
    "lexical/borders.npy",
    "lexical/counts.npy",
    "lexical/lengths.npy",
    "lexical/rows.npy",
    "lexical/term-borders.npy",
    "lexical/token-borders.npy",
    "lexical/tokens.npy",
    "lexical/vocabulary.npy",
    "passage-digests.npy",
    "passages.faiss",
    "passages.npy",
    "sentence-vectors.npy",
    "sentences.npy",
    "signatures.npy",
)
FILES = (  # of an index that was built at once
    "article-qa-index",
    "copies.npy",
    "held",
    "manifest.json",
    "order.npy",
    *(f"segment-000001/{name}" for name in SEGMENT_FILES),
    "sources",
)


def files(index: Path) -> dict[str, bytes]:
    """Every file but the lock and the stamps, by path inside the index folder."""
    others = (layout.WRITER_LOCK, layout.STAMPS)
    paths = (p for p in index.rglob("*") if p.is_file() and p.name not in others)
    return {p.relative_to(index).as_posix(): p.read_bytes() for p in paths}


def flip(path: Path, at: int | None = None) -> None:
    """Flip a bit of a file, in the middle unless a place is given."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1
    path.write_bytes(content)


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
