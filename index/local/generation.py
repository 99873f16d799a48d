"""An index on disk: one folder a generation, and one pointer that says which is current.

    .index/
      article-qa-index     the mark: this folder is an index; written before anything else
      current              number of the current generation and SHA-256 of its manifest;
                           replaced last, in one step
      lock, writer.json    held by the one process that writes, and who that is
      000001/              a generation: never changed once the pointer names it
        article-qa-index   the mark: this folder is a generation, unfinished or not
        manifest.json      identity, sources, the generation before, SHA-256 of every other file
        held               readers hold it, so that it is not swept under them
        ...                the content

What may lie there, after a crash or otherwise:

    state on disk                                  what opening does        what a build does
    nothing, or the mark alone                     IndexMissingError        builds generation 1
    the mark, an unfinished generation             IndexMissingError        sweeps it, builds
    a folder that is to bear the mark (.next)      opens the pointed one    begins it again
    files, and no mark                             IndexMissingError        refuses
    files of version 0.1, which knew no mark       opens the pointed one    marks them, builds
    pointer, and an unfinished newer generation    opens the pointed one    sweeps it, builds
    pointer, and a complete newer generation       opens the pointed one    sweeps it, builds out
    (rolled back, or killed before the swap)                                of the pointed one
    pointer, old generations not yet swept         opens the pointed one    sweeps them
    pointer, old generation that is being read     opens the pointed one    leaves it to the next
    numbered folder without the mark, or a link    opens the pointed one    leaves it
    somebody else's file in an old generation      opens the pointed one    leaves that alone
    pointer that is yet to be swapped (.current.*) opens the pointed one    removes it, builds

A number is never used twice while a folder has it: the next is one more than the highest there is.

Owns the layout, the swap, the way back, and which generations are swept; how one is removed is
removal.py's. Opening never writes. Knows nothing of seeds, nor of what the content's files hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.corpus import Article
from index.errors import IndexDamagedError, IndexFolderError, IndexMissingError
from index.files import atomic
from index.local import files, layout, lock, mark
from index.local.content import Content
from index.local.removal import remove
from index.manifest import Manifest, Pointer

KEEP = 2  # generations: the current one, and the one to go back to


@dataclass(frozen=True)
class Generation:
    """One opened generation: it stays as it is, whatever is built after it."""

    manifest: Manifest
    content: Content
    folder: Path
    held: lock.Hold | None = None

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return self.content.article

    def release(self) -> None:
        """Let it be swept; what is open of it can be read on where the system allows it."""
        if self.held:
            self.held.close()


def read(index: Path, *, thorough: bool = False) -> Generation:
    """Open the current generation, its files checked first, with ``thorough`` every byte of them.

    When a build replaces and sweeps the generation while it is being opened, the newer one is
    opened instead. Raises IndexFolderError.
    """
    while True:
        at = layout.pointer(index)
        try:
            return _open(index, at, thorough=thorough)
        except (IndexDamagedError, FileNotFoundError):
            if layout.pointer(index) == at:
                raise


@contextmanager
def draft(index: Path) -> Iterator[Path]:
    """A folder for the next generation, removed again unless it was published.

    What was left unfinished makes room first.
    """
    for left in atomic.unfinished(index / layout.POINTER):
        left.unlink()
    for generation in _generations(index):
        if not (generation / layout.MANIFEST).exists():
            remove(generation)
    folder = _begun(index)
    try:
        yield folder
    except BaseException:
        if not layout.is_current(index, folder):  # what went wrong may have done so after the swap
            remove(folder)
        raise


def publish(index: Path, folder: Path, manifest: Manifest) -> Manifest:
    """Complete a draft and make it the current generation, in one step.

    Returns the manifest with the number and the record of every file written.
    """
    (folder / layout.HELD).touch()
    written = [name for name in sorted(layout.NAMES) if (folder / name).is_file()]
    records = {name: files.record(folder / name) for name in written}
    manifest = replace(manifest, generation=int(folder.name), files=records)
    text = manifest.to_json().encode()
    (folder / layout.MANIFEST).write_bytes(text)
    files.settle(folder, [*written, layout.MANIFEST])
    layout.point(index, Pointer(manifest.generation, hashlib.sha256(text).hexdigest()))
    return manifest


def rollback(index: Path) -> Manifest:
    """Make the generation before the current one current again; its manifest.

    Raises IndexMissingError when there is none to go back to, IndexDamagedError when it is not
    whole; nothing is changed then.
    """
    layout.read_manifest(index)  # before a folder is made for the lock
    with lock.writing(index):
        before = layout.read_manifest(index).previous
        if before is None or not layout.folder_of(index, before.generation).is_dir():
            raise IndexMissingError(
                found=f"no generation before {layout.current(index)} is kept in {str(index)!r}",
                expected="one to go back to",
                cure="undo the change in the seeds and run qa index",
            )
        manifest = _open(index, before, thorough=True).manifest
        layout.point(index, before)
        return manifest


def sweep(index: Path, *, keep: int = KEEP) -> None:
    """Remove all generations but the current one, those it was made out of (``keep`` in all), and
    those that somebody reads.
    """
    kept = {layout.folder_of(index, p.generation) for p in _line(index, keep)}
    for folder in sorted(set(_generations(index)) - kept) if kept else ():
        with lock.unread(folder) as nobody_reads:
            if nobody_reads:
                remove(folder)


def _generations(index: Path) -> list[Path]:
    """The folders of generations, unfinished ones included: those that bear the mark."""
    return [p for p in layout.numbered(index) if not p.is_symlink() and mark.bears(p)]


def _begun(index: Path) -> Path:
    """A folder for the next generation, which bears the mark from its first instant."""
    blank = index / layout.BLANK
    remove(blank)
    blank.mkdir()
    try:
        mark.put(blank)
        return blank.rename(layout.folder_of(index, layout.following(index)))
    except BaseException:
        remove(blank)
        raise


def _open(index: Path, at: Pointer, *, thorough: bool) -> Generation:
    manifest = layout.manifest_of(index, at)
    folder = layout.folder_of(index, at.generation)
    try:
        held = lock.Hold(folder)
    except BlockingIOError as error:
        raise files.damaged(folder, "is being swept") from error
    except OSError as error:
        raise files.damaged(folder / layout.HELD, f"cannot be read ({error.strerror})") from error
    for name, record in manifest.files.items():
        files.check(folder / name, record, thorough=thorough)
    return Generation(manifest, Content(folder), folder, held)


def _line(index: Path, length: int) -> Iterator[Pointer]:
    """The current generation and those it was made out of, newest first, as far as they lie."""
    try:
        at: Pointer | None = layout.pointer(index)
        while at is not None and length:
            yield at
            at, length = layout.manifest_of(index, at).previous, length - 1
    except IndexFolderError:
        return  # the line ends where nothing can be read
