"""Comparison of extractors: the shares of an article, and of the rest, read out of a web page.

    python -m benchmarks.extraction.web ARTICLES [--pages 200]

Wraps the articles of a folder (.txt, blank lines between paragraphs) in made-up pages: frames of
ten kinds, with the usual elements around and inside the text. Recall is the share of the article's
words that the extractor gives, precision the share of its output that is from the article. Measures
the extractors that are installed: pip install trafilatura readability-lxml resiliparse newspaper4k
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.extraction.web_pages import page_of
from index.sources.formats.web import reader as web

Extractor = Callable[[str], str]


def ours(html: str) -> str:
    return web.read(html.encode(), "page.html").drafts[0].text


def extractors() -> Iterator[tuple[str, Extractor]]:
    yield "ours", ours
    try:
        from trafilatura import extract

        yield "trafilatura", lambda h: extract(h, include_comments=False) or ""
        yield "trafilatura, fast", lambda h: extract(h, include_comments=False, fast=True) or ""
        yield (
            "trafilatura, favor_recall",
            lambda h: extract(h, include_comments=False, favor_recall=True) or "",
        )
        yield (
            "trafilatura, favor_precision",
            lambda h: extract(h, include_comments=False, favor_precision=True) or "",
        )
    except ImportError:
        pass
    try:
        from lxml.html import fromstring
        from readability import Document

        yield "readability-lxml", lambda h: fromstring(Document(h).summary()).text_content()
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        yield (
            "resiliparse, main_content",
            lambda h: extract_plain_text(h, main_content=True, alt_texts=False),
        )
    except ImportError:
        pass
    try:
        from newspaper import Article

        def newspaper(html: str) -> str:
            article = Article("https://example.org/")
            article.download(input_html=html)
            article.parse()
            return str(article.text)

        yield "newspaper4k", newspaper
    except ImportError:
        pass


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="a folder of text files")
    parser.add_argument("--pages", type=int, default=200)
    arguments = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for p in sorted(arguments.articles.rglob("*.txt"))]
    draw = random.Random(0)
    pages = [page_of(texts[i % len(texts)], i, draw) for i in range(arguments.pages)]
    head = ("extractor", "recall", "precision", "pages without any word lost", "seconds")
    rows = [(name, *figures(extract, pages)) for name, extract in extractors()]
    print("\n".join(table(head, rows)))


def figures(extract: Extractor, pages: list[tuple[str, str]]) -> tuple[str, ...]:
    began = time.process_time()
    found = [extracted(extract, html) for html, _ in pages]
    seconds = time.process_time() - began
    shares = [
        scores(words(text), words(truth)) for text, (_, truth) in zip(found, pages, strict=True)
    ]
    recall, precision = (sum(column) / len(pages) for column in zip(*shares, strict=True))
    whole = sum(share == 1 for share, _ in shares) / len(pages)
    return f"{recall:.3f}", f"{precision:.3f}", f"{whole:.0%}", f"{seconds:.1f}"


def extracted(extract: Extractor, html: str) -> str:
    try:
        return extract(html)
    except Exception:  # of one page: no text
        return ""


def scores(found: Counter[str], truth: Counter[str]) -> tuple[float, float]:
    common = (found & truth).total()
    return common / truth.total(), common / max(1, found.total())


if __name__ == "__main__":
    main()
