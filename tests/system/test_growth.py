"""Reading and cutting take time that grows as the file does, whatever the file is made of.

Four times as much may take up to eight times as long: squares would take sixteen times.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import SeedError
from index.sources.formats import READERS
from index.sources.split import split_passages
from tests.support.toys import article

pytestmark = pytest.mark.slow

RUNS = 3
SENTENCE = "The river rose, and an apple fell on the stone. "
TEXTS: dict[str, Callable[[int], str]] = {
    "blanks": lambda n: f"A line.{' ' * n}\nAnother.",
    "blanks before a line": lambda n: f"A line.\n{' ' * n}Another.",
    "tabs": lambda n: "# A\n" + "\t" * n + "\n- b",
    "blank lines": lambda n: "A line.\n" + " \t\n" * (n // 3) + "Another.",
    "newlines": lambda n: "A." + "\n" * n + "B.",
    "wrapped lines": lambda n: "a\n" * (n // 2),
    "short lines": lambda n: "Ab 1.\n" * (n // 6),
    "headings": lambda n: "# a\n" * (n // 4),
    "one paragraph": lambda n: SENTENCE * (n // len(SENTENCE)),
    "one sentence": lambda n: "river " * (n // 6),
    "one word": lambda n: "a" * n,
    "e.g.": lambda n: "e.g. " * (n // 5),
    "quotes": lambda n: '"' * n,
    "quotes apart": lambda n: '" ' * (n // 2),
    "dots": lambda n: "." * n,
    "dots apart": lambda n: ". " * (n // 2),
    "brackets": lambda n: "(" * n,
    "words with dots": lambda n: "a.B" * (n // 3),
    "no spaces": lambda n: "中文。" * (n // 3),
    "front matter": lambda n: "---\ntitle: a\n" + "- \n" * (n // 3),
}


def page(body: str) -> str:
    return f"<html><body><article><p>{SENTENCE * 9}</p>{body}</article></body></html>"


PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: page(f"<p>{SENTENCE}</p>" * (n // 55)),
    "one paragraph of a page": lambda n: page("<p>" + SENTENCE * (n // 48)),
    "links": lambda n: page("<a href=x>y</a> " * (n // 16)),
    "attributes": lambda n: page("<p " + "".join(f"a{i}=b " for i in range(n // 8)) + ">x</p>"),
    "entities": lambda n: page("<p>" + "&eacute;&#8203;" * (n // 15)),
    "open tags": lambda n: page("<p><b>x" * (n // 7)),
    "comments": lambda n: page("<!--" * (n // 4)),
    "white space": lambda n: page("<p>x" + " \n" * (n // 2) + "x"),
    "line breaks": lambda n: page("<p>" + "x<br>" * (n // 5)),
}


def docx_of(n: int) -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for _ in range(n // 1000):
        document.add_paragraph(SENTENCE * 20)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of(n: int) -> bytes:
    """A page that is one line of many fragments."""
    out = io.BytesIO()
    canvas = Canvas(out)
    line = canvas.beginText(10, 700)
    for _ in range(n // 50):
        line.textOut("river ")
    canvas.drawText(line)
    canvas.save()
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    **{kind: (".txt", lambda n, t=text: t(n).encode()) for kind, text in TEXTS.items()},
    **{kind: (".html", lambda n, p=made: p(n).encode()) for kind, made in PAGES.items()},
    "word document": (".docx", docx_of),
    "line of a pdf": (".pdf", pdf_of),
    "records": (".json", lambda n: json.dumps([{"text": SENTENCE}] * (n // 60)).encode()),
    "lines of records": (".jsonl", lambda n: b'{"text": "A river."}\n' * (n // 21)),
    "brackets of records": (".json", lambda n: b"[" * n),
}


def words(text: str) -> int:
    return len(text.split())


def work(ending: str, content: bytes) -> float:
    """Seconds of this process's work on a file."""
    start = time.process_time()
    try:
        for draft in READERS[ending](content, f"a{ending}").drafts:
            if draft.text.strip():
                list(split_passages(article(draft.text), count_tokens=words, max_tokens=200))
    except SeedError:
        pass
    return time.process_time() - start


def fastest(ending: str, content: bytes, *, enough: float) -> float:
    """Seconds of the fastest of some runs; those after one that takes less than is enough would
    change nothing.
    """
    least = float("inf")
    for _ in range(RUNS):
        if (least := min(least, work(ending, content))) < enough:
            break
    return least


@pytest.mark.parametrize("kind", FILES)
def test_four_times_as_much_takes_less_than_eight_times_as_long(kind):
    ending, made = FILES[kind]
    work(ending, made(1_000))  # its library is loaded
    size, content = 20_000, made(20_000)
    while (least := fastest(ending, content, enough=0.02)) < 0.02 and size < 500_000:
        size, content = size * 2, made(size * 2)
    limit = 8 * max(least, 0.02)
    assert fastest(ending, made(size * 4), enough=limit) < limit
