"""The formats a seed may have: one reader for each file ending.

Owns which ending is read by which file, and which of them need no limits. A reader takes a file's
bytes and its name and gives drafts of articles; it knows nothing of folders, digests or ids, and
loads its library when it is called.
"""

from collections.abc import Mapping

from index.sources.formats import plain, records
from index.sources.formats.draft import Reader
from index.sources.formats.pdf import reader as pdf
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

OURS = (".md", ".txt")  # read by no other's parser
SMALL = 50_000  # bytes of such a file, for which nothing takes long

__all__ = ["OURS", "READERS", "SMALL", "Reader"]
