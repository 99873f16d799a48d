"""Comparison of readers of PDFs: the shares of typeset articles that they recover.

    python -m benchmarks.extraction.pdf FOLDER

FOLDER has articles as .txt files, with blank lines between paragraphs. Each is typeset in each
layout of pdf_layouts.py and read by this project and by those of pypdf, PDFium, pdfplumber and
pdfminer.six that are installed, each reader in a process of its own. Words are compared as bags; a
paragraph or sentence is right when split.py finds it again, ignoring spaces. Seconds are processor
time.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import table
from benchmarks.extraction.pdf_layouts import LAYOUTS, drawn
from index.corpus import Span
from index.sources.formats import READERS
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_sentences


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one layout: shares of the truth, and what reading took."""

    recall: float
    precision: float
    paragraphs: float
    sentences: float
    seconds_a_page: float


def ours(content: bytes) -> str:
    return READERS[".pdf"](content, "a.pdf").drafts[0].text


def pypdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def pdfium(content: bytes) -> str:
    from pypdfium2 import PdfDocument

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(content)]
    return "\n\n".join(pages).replace("\r\n", "\n")


def pdfplumber(content: bytes) -> str:
    from pdfplumber import open as opened

    with opened(io.BytesIO(content)) as pdf:
        return "\n\n".join(page.extract_text() for page in pdf.pages)


def pdfminer(content: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(content))).replace("\f", "\n\n")


LIBRARIES: dict[Callable[[bytes], str], str] = {
    ours: "pypdfium2", pypdf: "pypdf", pdfium: "pypdfium2", pdfplumber: "pdfplumber",
    pdfminer: "pdfminer",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=[reader.__name__ for reader in LIBRARIES])
    arguments = parser.parse_args()
    if arguments.only:
        measured = _measured(globals()[arguments.only], arguments.folder)
        print(json.dumps({layout: asdict(figures) for layout, figures in measured}))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    readers = [reader.__name__ for reader, library in LIBRARIES.items() if find_spec(library)]
    _print(readers, {reader: _alone(arguments.folder, reader) for reader in readers})


def _alone(folder: Path, reader: str) -> tuple[dict[str, dict[str, float]], int]:
    """Figures by layout, and peak memory in MB, of a process that has this reader alone."""
    command = [sys.executable, "-m", "benchmarks.extraction.pdf", str(folder), "--only", reader]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures, memory = printed.splitlines()
    return json.loads(figures), int(memory)


def _measured(read: Callable[[bytes], str], folder: Path) -> Iterator[tuple[str, Figures]]:
    articles = [_paragraphs(path.read_text()) for path in sorted(folder.glob("*.txt"))]
    for name, layout in LAYOUTS.items():
        files = [drawn(paragraphs, layout) for paragraphs in articles]
        start = time.process_time()
        texts = [read(file) for file in files]
        seconds = time.process_time() - start
        yield name, _figures(articles, texts, seconds / sum(map(_pages, files)))


def _figures(articles: Sequence[list[str]], texts: Sequence[str], seconds: float) -> Figures:
    words, found, common = 0, 0, 0
    shares: list[list[bool]] = [[], []]
    for paragraphs, text in zip(articles, texts, strict=True):
        true, read = Counter(" ".join(paragraphs).split()), Counter(text.replace("•", "").split())
        words, found = words + true.total(), found + read.total()
        common += (true & read).total()
        spans = split_paragraphs(text)
        shares[0] += _share(paragraphs, text, spans)
        sentences = [s for span in spans for s in split_sentences(text, span)]
        shares[1] += _share([s for p in paragraphs for s in _sentences(p)], text, sentences)
    paragraphs_right, sentences_right = (sum(share) / len(share) for share in shares)
    return Figures(common / words, common / found, paragraphs_right, sentences_right, seconds)


def _share(true: Sequence[str], text: str, spans: Sequence[Span]) -> list[bool]:
    found = {" ".join(span.of(text).split()).removeprefix("• ") for span in spans}
    return [one in found for one in true]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in split_paragraphs(text)]


def _sentences(paragraph: str) -> list[str]:
    return [s.of(paragraph) for s in split_sentences(paragraph, Span(0, len(paragraph)))]


def _pages(content: bytes) -> int:
    return content.count(b"/Type /Page\n")


def _print(
    readers: Sequence[str], read: dict[str, tuple[dict[str, dict[str, float]], int]]
) -> None:
    print("Word recall / word precision / paragraphs / sentences that are right.\n")
    rows = [[layout, *(_cell(read[r][0][layout]) for r in readers)] for layout in LAYOUTS]
    pages = [[f["seconds_a_page"] * 1000 for f in read[r][0].values()] for r in readers]
    rows.append(["a page, ms", *(f"{sum(p) / len(p):.1f}" for p in pages)])
    rows.append(["peak memory, MB", *(str(read[r][1]) for r in readers)])
    print("\n".join(table(["layout", *readers], rows)))


def _cell(figures: dict[str, float]) -> str:
    named = ("recall", "precision", "paragraphs", "sentences")
    return " / ".join(f"{figures[name]:.3f}".replace("0.", ".", 1) for name in named)


if __name__ == "__main__":
    main()
