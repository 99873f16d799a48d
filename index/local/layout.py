"""The layout of an index on disk: the folders of its generations, and the current one's pointer.

Owns names and numbers; generation.py describes the states they can be in. Changes nothing but the
pointer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import IndexFolderError, IndexMissingError
from index.files import atomic
from index.local import files
from index.local.stored_sources import SOURCES, stored_sources
from index.manifest import Manifest, Pointer

POINTER, MANIFEST, MARK = "current", "manifest.json", "article-qa-index"
STAMPS = "stamps"  # of the seeds, by which unchanged files are known
WRITER_LOCK, WRITER_INFO, READER_LOCK = "lock", "writer.json", "held"
UNNAMED = ".next"  # the next generation's folder, until it is marked

ORDER, COPIES = "order.npy", "copies.npy"  # runs of articles; the first article of its group

# All files that any version writes into a generation's folder: no other is recorded or removed.
_SEGMENT_FILES = frozenset(
    f"{folder}{name}"
    for folder, names in {
        "": "article-ids.npy articles.jsonl articles.npy new-passages.npy new-sentences.npy"
        " passage-digests.npy passages.faiss passages.npy passages.vectors.npy sentence-vectors.npy"
        " sentences.npy signatures.npy",
        "lexical/": "borders.npy counts.npy lengths.npy provisional.npy rows.npy term-borders.npy"
        " token-borders.npy tokens.npy vocabulary.npy weights.npy",
    }.items()
    for name in names.split()
)
# Up to version 0.1 a generation was one segment, in its own folder.
_NAMES = _SEGMENT_FILES | {ORDER, COPIES, SOURCES, "sources.json", READER_LOCK, MANIFEST, MARK}
_SEGMENT = re.compile("segment-[0-9]{6,18}(?:-merged)?/(.+)")
_FOLDER = re.compile("segment-[0-9]{6,18}(?:-merged)?(?:/lexical)?|lexical")
_NUMBER = re.compile("[0-9]{6,18}")


def is_ours(name: str) -> bool:
    """True for the path, within a generation's folder, of a file that some version writes."""
    within = _SEGMENT.fullmatch(name)
    return within.group(1) in _SEGMENT_FILES if within else name in _NAMES


def is_our_folder(name: str, named: Iterable[str]) -> bool:
    """True for the path of a folder that some version makes, or that has one of the named files."""
    return bool(_FOLDER.fullmatch(name)) or any(file.startswith(f"{name}/") for file in named)


def files_in(folder: Path) -> list[str]:
    """The files of a generation's folder that builds write, by path within it, ascending."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if is_ours(name))


def segment_in(generation: Path) -> Path:
    """The folder of the segment that a generation writes for new articles."""
    return generation / f"segment-{generation.name}"


def merged_segment_in(generation: Path) -> Path:
    """The folder of the segment into which a generation merges others."""
    return generation / f"segment-{generation.name}-merged"


def current(index: Path) -> int:
    """Number of the current generation. Raises IndexFolderError."""
    return pointer(index).generation


def previous(index: Path) -> int | None:
    """Number of the generation before the current one, if it is kept. Raises IndexFolderError."""
    before = read_manifest(index).previous
    kept = before is not None and folder_of(index, before.generation).is_dir()
    return before.generation if before and kept else None


def next_number(index: Path) -> int:
    """Number of the next generation, also where the pointer is lost or damaged."""
    return max(numbers(index), default=0) + 1


def read_manifest(index: Path) -> Manifest:
    """The current generation's manifest, nothing else opened. Raises IndexFolderError."""
    return manifest_of(index, pointer(index))


def folder_of(index: Path, number: int) -> Path:
    return index / f"{number:06d}"


def pointer(index: Path) -> Pointer:
    """The pointer to the current generation. Raises IndexFolderError."""
    try:
        number, digest = (index / POINTER).read_text(encoding="ascii").split()
        return Pointer(int(number), digest)
    except FileNotFoundError:
        raise IndexMissingError(
            found=f"no index in {str(index)!r}", expected="one built before", cure="run qa index"
        ) from None
    except ValueError as error:
        raise files.damaged(index / POINTER, "names no generation") from error
    except OSError as error:
        raise files.unusable(index, "read", error) from error


def manifest_of(index: Path, at: Pointer) -> Manifest:
    folder = folder_of(index, at.generation)
    path = folder / MANIFEST
    text = files.read_checked(path, at.sha256).decode()
    return Manifest.from_json(
        text, path=str(path), sources=lambda known: stored_sources(folder, known[SOURCES])
    )


def is_current(index: Path, folder: Path) -> bool:
    try:
        return folder == folder_of(index, current(index))
    except IndexFolderError:
        return False


def write_pointer(index: Path, at: Pointer) -> None:
    atomic.swap(index / POINTER, f"{at.generation} {at.sha256}\n".encode("ascii"))


def numbered(index: Path) -> Iterator[Path]:
    """The paths that are named as a generation's folder, whatever they are."""
    return (p for p in index.iterdir() if _NUMBER.fullmatch(p.name))


def numbers(index: Path) -> Iterator[int]:
    return (int(path.name) for path in numbered(index))
