"""A PDF as a document that PDFium has opened, or the reason why it cannot be opened.

Owns the checks before a file is opened, and the messages for what is no whole, readable PDF. Knows
nothing of pages and their text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from index.sources.formats.draft import Origin, parser_errors

MAX_STREAM = 20_000_000  # bytes, decompressed; a page of text has a few thousand

_TRAILER_BYTES = 4096  # the end-of-file marker is in the last bytes
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY_BYTES = 600  # before a stream, in which its dictionary is searched
_CHUNK_BYTES = 65_536
_LENGTH = re.compile(rb"/Linearized\b.{0,100}?/L\s+(\d{1,12})", re.S)


@contextmanager
def opened(content: bytes, origin: Origin) -> Iterator[Any]:
    """The document, to be used within the context, where all that PDFium raises is a SeedError."""
    start = content.find(b"%PDF-")
    if start < 0:
        raise origin.error("is not a PDF", "a file that starts with %PDF-", "export it again")
    content = content[start:]  # bytes before the header are no part of the PDF
    _check_length(content, origin)
    _check_streams(content, origin)
    with (
        parser_errors(origin, library="pypdfium2", kind="a PDF"),
        closing(_open_document(content, origin)) as pdf,
    ):
        yield pdf


def _check_length(content: bytes, origin: Origin) -> None:
    """Refuse a file that is shorter than it states."""
    stated = _LENGTH.search(content[:1024])
    if stated and int(stated[1]) > len(content):
        raise _truncated_error(origin)


def _truncated_error(origin: Origin) -> Exception:
    return origin.error("breaks off in the middle", "a whole PDF", "download or copy it again")


def _check_streams(content: bytes, origin: Origin) -> None:
    """Refuse a file with a huge stream before it is decompressed as a whole."""
    for match in _STREAM.finditer(content):
        entries = content[max(0, match.start() - _DICTIONARY_BYTES) : match.start()].rpartition(
            b"obj"
        )[2]
        if b"Fl" in entries and b"/Image" not in entries and _exceeds_limit(content, match.end()):
            raise origin.error(
                f"holds a stream of more than {MAX_STREAM:,} bytes",
                "pages of text",
                "save it without its drawings, or as text",
            )


def _exceeds_limit(content: bytes, start: int) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    try:
        for position in range(start, len(content), _CHUNK_BYTES):
            packed = content[position : position + _CHUNK_BYTES]
            while packed and not unpacker.eof and size <= MAX_STREAM:
                size += len(unpacker.decompress(packed, MAX_STREAM // 10))
                packed = unpacker.unconsumed_tail
            if unpacker.eof or size > MAX_STREAM:
                break
    except zlib.error:  # encrypted or damaged: PDFium reports it
        return False
    return size > MAX_STREAM


def _open_document(content: bytes, origin: Origin) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(content)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise origin.error(
                "is encrypted", "a PDF without a password", "save a copy without one"
            ) from error
        if b"%%EOF" not in content[-_TRAILER_BYTES:]:
            raise _truncated_error(origin) from error
        raise
