"""The mark of an index: in a folder without it nothing is written or removed.

Owns the mark, the recognition of an index of version 0.1, which has none, and which folders may
become an index. Every generation's folder is marked too. Knows nothing of seeds.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.errors import IndexFolderError
from index.files import atomic
from index.local import files, layout

TEXT = (
    b"This folder is an index of article-qa, which writes and removes files in it.\n"
    b"Keep nothing of your own here.\n"
)
_POINTER = re.compile(rb"[0-9]{1,18} [0-9a-f]{64}\n")
_MANIFEST_KEYS = {"schema", "generation", "seeds", "recipe", "files"}


def is_marked(folder: Path) -> bool:
    """True if a folder has the mark, or a part of it that a crash left."""
    content = content_of(folder / layout.MARK)
    return content is not None and TEXT.startswith(content)


def is_index(folder: Path) -> bool:
    """True if a folder is an index or a generation of one, marked or of version 0.1."""
    try:
        return is_marked(folder) or bool(files_of(folder)) or _is_of_0_1(folder)
    except OSError:  # it does not exist, or cannot be listed
        return False


def files_of(generation: Path) -> Mapping[str, Any]:
    """The files that a generation's manifest names, its digest not checked; none without a
    manifest.
    """
    try:
        fields = json.loads(content_of(generation / layout.MANIFEST) or b"")
        named = fields["files"] if fields.keys() >= _MANIFEST_KEYS else {}
        return named if isinstance(named, dict) else {}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def require_usable(index: Path) -> None:
    """Raise IndexFolderError unless the folder is an index, empty, or does not exist."""
    try:
        # Listed before the mark is looked for, which is written first.
        names = sorted(p.name for p in index.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise files.unusable(index, "written", error) from error
    if names and not is_index(index):
        raise IndexFolderError(
            found=f"index folder {str(index)!r} is not an index, and holds {names[0]!r}",
            expected="an index, or a folder that is new or empty",
            cure="name another: --index DIR",
        )


def claim(index: Path) -> None:
    """Make a folder an index: create it, and mark it before anything else is written into it.

    Raises IndexFolderError for a folder with foreign files, OSError.
    """
    require_usable(index)
    index.mkdir(parents=True, exist_ok=True)
    if is_marked(index):
        return
    for folder in layout.numbered(index):
        if not folder.is_symlink() and _is_of_a_generation(folder):
            write_mark(folder)
    write_mark(index)


def write_mark(folder: Path) -> None:
    """Mark a folder, and give it mode 700."""
    atomic.set_mode(folder, 0o700)
    with suppress(FileExistsError):  # another process was faster
        descriptor = os.open(folder / layout.MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(TEXT)
            file.flush()
            os.fsync(descriptor)
    atomic.flush(folder)


def is_writer_info(path: Path) -> bool:
    """True if a file is a writer's ``writer.json``, or the empty file that a crash left of one."""
    content = content_of(path)
    try:
        return content == b"" or json.loads(content or b"").keys() == {"pid", "started"}
    except (ValueError, AttributeError, RecursionError):
        return False


def content_of(path: Path) -> bytes | None:
    """The bytes of a regular file; None for anything else. Raises OSError."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_of_0_1(folder: Path) -> bool:
    """True if a folder has a pointer or manifest of version 0.1, or only files that it wrote."""
    if not any(os.path.lexists(folder / name) for name in (layout.POINTER, layout.WRITER_LOCK)):
        return False
    return (
        bool(_POINTER.fullmatch(content_of(folder / layout.POINTER) or b""))
        or any(files_of(path) for path in layout.numbered(folder))
        or all(_may_be_left(path) for path in folder.iterdir())
    )


def _may_be_left(path: Path) -> bool:
    """True if a writer of version 0.1, killed in its first build, can have left a path."""
    if path.name == layout.WRITER_LOCK:
        return content_of(path) == b""
    if path.name == layout.WRITER_INFO:
        return is_writer_info(path)
    return (
        path in layout.numbered(path.parent)
        and _holds_only_ours(path)
        and not content_of(path / layout.MANIFEST)
    )


def _is_of_a_generation(folder: Path) -> bool:
    return bool(files_of(folder)) or (_holds_only_ours(folder) and any(folder.iterdir()))


def _holds_only_ours(folder: Path) -> bool:
    """True if every file below a folder has a name that builds use."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    found = (p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())
    return all(layout.is_ours(p.relative_to(folder).as_posix()) for p in found)
