"""The file formats of seeds: one reader for each suffix, and a painter for those with pages.

Owns the mapping of suffixes to readers, and which of them need no sandbox. A reader takes the bytes
and the name of a file and returns drafts of articles, a painter draws a page of it; both know
nothing of folders, digests or ids, and import their library when they are called.
"""

from collections.abc import Mapping

from index.sources.formats import plain, records
from index.sources.formats.draft import Reader
from index.sources.formats.pdf import picture as pdf_picture
from index.sources.formats.pdf import reader as pdf
from index.sources.formats.picture import Painter
from index.sources.formats.web import reader as web
from index.sources.formats.word import reader as word

READERS: Mapping[str, Reader] = {
    ".docx": word.read,
    ".htm": web.read,
    ".html": web.read,
    ".json": records.read_json,
    ".jsonl": records.read_json_lines,
    ".md": plain.read,
    ".pdf": pdf.read,
    ".txt": plain.read,
}
PAINTERS: Mapping[str, Painter] = {".pdf": pdf_picture.picture}

SUFFIXES = ", ".join(sorted(READERS))  # in words
TRUSTED = (".md", ".txt")  # no third-party parser reads them
MAX_TRUSTED_BYTES = 50_000  # of such a file read in this process: it takes little time

__all__ = ["MAX_TRUSTED_BYTES", "PAINTERS", "READERS", "SUFFIXES", "TRUSTED", "Reader"]
