"""Web pages: the text of the article, without navigation, banners, comments and footers.

Owns the order of the steps: hidden elements are removed first, then boilerplate, then what lies
outside the article; the rest is its text. Loads nothing that a page refers to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from index.corpus import Omission
from index.sources.formats.decode import decode
from index.sources.formats.draft import Draft, Drafts, Origin, join_paragraphs, parser_errors
from index.sources.formats.web.article_region import ArticleRegion
from index.sources.formats.web.boilerplate import BoilerplateFinder
from index.sources.formats.web.element_stats import ElementStats
from index.sources.formats.web.hidden import hidden_elements
from index.sources.formats.web.metadata import stated_fields
from index.sources.formats.web.text import TextWriter
from index.sources.formats.web.tree import Page, page_of, parse

MAX_TAGS = 500_000  # take ten seconds and 500 MB; the largest articles have a hundred thousand

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_CHARSET_BYTES = 4096  # HTML asks for it within 1024


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError, also for a page without main text."""
    origin = Origin(name)
    found = decode(content, name, stated=_stated_encoding(content))
    html = found.text
    if html.count("<") > MAX_TAGS:
        raise origin.error(
            f"has {html.count('<'):,} tags", f"at most {MAX_TAGS:,}", "save the article itself"
        )
    with parser_errors(origin, library="lxml", kind="a web page"):
        root = parse(html)
        page = None if root is None else page_of(root)
        text, left_out = ("", {}) if page is None else _article(page)
        if not text:
            raise origin.error(
                "has no main text",
                "a page with an article",
                "save the article itself, or remove it",
            )
        omissions = tuple(Omission(count, why) for why, count in sorted(left_out.items()) if count)
        return Drafts((Draft(text, stated_fields(root), omissions=found.omissions + omissions),))


def _stated_encoding(content: bytes) -> str | None:
    """The encoding that browsers understand by the stated name; None for an unknown name."""
    from webencodings import lookup

    declared = _CHARSET.search(content[:_CHARSET_BYTES])
    encoding = lookup(declared[1].decode("ascii")) if declared else None
    return None if encoding is None else str(encoding.codec_info.name)


def _article(page: Page) -> tuple[str, Mapping[str, int]]:
    """Paragraphs separated by blank lines, and the number of omitted characters by reason."""
    left_out = hidden_elements(page)
    stats = ElementStats(page, left_out)
    left_out |= BoilerplateFinder(stats).find()
    left_out |= ArticleRegion(stats, left_out).outside()
    writer = TextWriter(page, left_out)
    text = join_paragraphs(iter(writer.paragraphs()))
    return text, _characters(page, left_out) + writer.omitted


def _characters(page: Page, left_out: Mapping[int, str]) -> Counter[str]:
    """The number of characters in omitted elements by reason, each counted once."""
    counts: Counter[str] = Counter()
    shown = page.inside(page.own)
    inside = 0
    for at in sorted(left_out):
        if at >= inside:
            counts[left_out[at]] += shown[at]
            inside = page.ends[at]
    return counts
