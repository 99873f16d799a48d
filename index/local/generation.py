"""The generations of an index on disk: one folder each, and one pointer to the current one.

    .index/
      article-qa-index     the mark: this folder is an index; written before anything else
      current              number of the current generation and SHA-256 of its manifest;
                           replaced last, in one step
      stamps               of the seeds, by which the next build knows unchanged files
      lock, writer.json    held by the one process that writes, and who that is
      000001/              a generation: never changed once the pointer names it
        article-qa-index   the mark: this folder is a generation, unfinished or not
        manifest.json      recipe, the generation before, SHA-256 of every other file
        held               locked by readers, so that the generation is not removed meanwhile
        sources            the files of the seeds folder
        order.npy          which articles of which segment, in which order
        segment-000001/    articles that this generation has from that one on: a folder whose files
                           have the same name, and are the same, in all generations between

States of the disk, after a crash or otherwise:

    state on disk                                  opening                  a build
    nothing, or the mark alone                     IndexMissingError        builds generation 1
    the mark, an unfinished generation             IndexMissingError        removes it, builds
    a folder without its number yet (.next)        opens the current one    replaces it, builds
    files, and no mark                             IndexMissingError        refuses
    files of version 0.1, which had no mark        opens the current one    marks them, builds
    pointer, and an unfinished newer generation    opens the current one    removes it, builds
    pointer, and a complete newer generation       opens the current one    updates the current one,
    (rolled back, or killed before the swap)                                removes the newer one
    pointer, older generations beyond ``keep``     opens the current one    removes them
    pointer, older generation that is being read   opens the current one    leaves it to the next
    numbered folder without the mark, or a link    opens the current one    leaves it
    foreign file in an older generation            opens the current one    leaves that file
    pointer that is not swapped yet (.current.*)   opens the current one    removes it, builds

A number is not used twice while a folder has it: the next is one more than the highest there is.

Owns publishing, rollback, and which generations are garbage; removal.py removes one, opening.py
opens one. Knows nothing of seeds, nor of what the content's files hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.embedding.protocol import Embedder
from index.errors import IndexFolderError, IndexMissingError, not_kept
from index.files import atomic
from index.local import files, layout, lock, mark
from index.local.files import Depth
from index.local.opening import LocalGeneration, open_generation, require_same_vectors
from index.local.removal import remove
from index.local.segments.sharing import is_shared
from index.manifest import FileChecksum, Manifest, Pointer


@contextmanager
def new_generation(index: Path) -> Iterator[Path]:
    """A folder for the next generation, removed again unless it was published.

    What killed builds left unfinished is removed first.
    """
    for name in (layout.POINTER, layout.STAMPS):
        for left in atomic.unfinished(index / name):
            left.unlink()
    for generation in _generations(index):
        if not (generation / layout.MANIFEST).exists():
            remove(generation)
    folder = _marked_folder(index)
    try:
        yield folder
    except BaseException:
        if not layout.is_current(index, folder):  # the error may have come after the swap
            remove(folder)
        raise


def publish(
    index: Path, folder: Path, manifest: Manifest, *, previous: LocalGeneration | None = None
) -> tuple[Manifest, Pointer]:
    """Complete a new generation and make it the current one, in one step.

    Files that it shares with ``previous`` have the checksums that they have there. Returns the
    manifest with the number and the checksum of every file, and the pointer to it.
    """
    (folder / layout.READER_LOCK).touch()
    written = layout.files_in(folder)
    known = {} if previous is None else _shared(previous, folder, written)
    checksums = known | files.checksums_of(folder, [name for name in written if name not in known])
    manifest = replace(manifest, generation=int(folder.name), files=checksums)
    text = manifest.to_json().encode()
    (folder / layout.MANIFEST).write_bytes(text)
    files.settle(folder, [*written, layout.MANIFEST], settled=known)
    pointer = Pointer(manifest.generation, hashlib.sha256(text).hexdigest())
    layout.write_pointer(index, pointer)
    return manifest, pointer


def rollback(index: Path) -> Manifest:
    """Make the generation before the current one current again; return its manifest.

    Raises IndexMissingError when there is none to go back to, IndexDamagedError when a file of it
    is damaged; nothing is changed then.
    """
    layout.read_manifest(index)  # before a folder is made for the lock
    with lock.write_lock(index):
        current = layout.read_manifest(index)
        before = current.previous
        if before is None or not layout.folder_of(index, before.generation).is_dir():
            raise IndexMissingError(
                found=f"no generation before {current.generation} is kept in {str(index)!r}",
                expected="one to go back to",
                cure="undo the change in the seeds and run qa index",
            )
        manifest = open_generation(index, before, Depth.ALL).manifest
        layout.write_pointer(index, before)
        return manifest


def kept(index: Path) -> list[int]:
    """The generations that can be opened, the current one first, then those it was made from.

    Raises IndexFolderError where there is no current one.
    """
    layout.pointer(index)
    return [at.generation for at in _kept(index)]


def load_kept(index: Path, number: int, *, embedder: Embedder) -> LocalGeneration:
    """Open a generation that is kept, as ``opening.load`` opens the current one.

    Raises IndexMissingError, which names those that are kept, where it is not.
    """
    pointers = {at.generation: at for at in _kept(index)}
    if number not in pointers:
        raise not_kept(number, list(pointers), str(index))
    opened = open_generation(index, pointers[number], Depth.SMALL)
    return require_same_vectors(opened, index, embedder=embedder)


def collect_garbage(index: Path, *, keep: int) -> None:
    """Remove all generations but the current one, those before it in its lineage (``keep`` in
    all), and those that are being read.
    """
    kept = {layout.folder_of(index, p.generation) for p in _lineage(index, keep)}
    for folder in sorted(set(_generations(index)) - kept) if kept else ():
        with lock.without_readers(folder) as unread:
            if unread:
                remove(folder)


def _generations(index: Path) -> list[Path]:
    """The marked folders of generations, unfinished ones included."""
    return [p for p in layout.numbered(index) if not p.is_symlink() and mark.is_marked(p)]


def _marked_folder(index: Path) -> Path:
    """Make the next generation's folder, marked before it gets its number."""
    unnamed = index / layout.UNNAMED
    remove(unnamed)
    unnamed.mkdir()
    try:
        mark.write_mark(unnamed)
        return unnamed.rename(layout.folder_of(index, layout.next_number(index)))
    except BaseException:
        remove(unnamed)
        raise


def _shared(
    previous: LocalGeneration, folder: Path, names: Iterable[str]
) -> dict[str, FileChecksum]:
    """The checksums of those files that are the previous generation's own."""
    known = previous.manifest.files
    return {
        name: known[name]
        for name in names
        if name in known and is_shared(name, previous=previous.folder, folder=folder)
    }


def _kept(index: Path) -> list[Pointer]:
    """The lineage, as far as its folders are there."""
    longest = len(_generations(index)) + 1
    folders = ((layout.folder_of(index, at.generation), at) for at in _lineage(index, longest))
    return [at for folder, at in folders if folder.is_dir()]


def _lineage(index: Path, length: int) -> Iterator[Pointer]:
    """The current generation and those it was made from, newest first, as far as they are kept."""
    try:
        at: Pointer | None = layout.pointer(index)
        while at is not None and length:
            yield at
            at, length = layout.manifest_of(index, at).previous, length - 1
    except IndexFolderError:
        return  # the lineage ends at the first generation that cannot be read
