"""Web pages: the main text, without navigation, banners, comments and footers.

Owns how a page becomes paragraphs; trafilatura decides what its main text is, and web_fields.py
what the page states of itself. Loads nothing that a page refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.formats.decode import decoded
from index.formats.draft import Draft, Drafts, Place, fenced, joined
from index.formats.web_fields import stated_fields

MAX_TAGS = 200_000  # a page of a million links takes a minute, one of this size up to ten seconds

# What no article consists of. trafilatura falls back on it where it finds nothing better.
FURNITURE = ["//nav", "//footer", "//aside", "//dialog", "//*[@role='navigation']"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_CHARSET_BYTES = 4096  # HTML asks for it within 1024
_ENCODING_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_HAS_BODY = re.compile(r"<(html|body)\b", re.IGNORECASE)
_BLOCKS = {"body", "div", "head", "p", "list", "item", "quote", "table", "row"}
_SPACE = re.compile(r"\s+")


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError, also for a page without main text."""
    place = Place(name)
    declared = _CHARSET.search(content[:_CHARSET_BYTES])
    found = decoded(content, name, stated=declared[1].decode("ascii") if declared else None)
    html = found.text
    if html.count("<") > MAX_TAGS:
        raise place.bad(
            f"has {html.count('<'):,} tags", f"at most {MAX_TAGS:,}", "save the article itself"
        )
    with fenced(place, library="trafilatura", kind="a web page"):
        tree = _tree(html)
        text = "" if tree is None else _main_text(tree)
        if not text:
            raise place.bad(
                "has no main text",
                "a page with an article",
                "save the article itself, or remove it",
            )
        return Drafts((Draft(text, stated_fields(tree), omissions=found.omissions),))


def _tree(html: str) -> Any | None:
    from trafilatura.utils import load_html

    html = _ENCODING_DECLARATION.sub("", html)  # it speaks of bytes, and lxml refuses it in text
    # A fragment gets the frame without which trafilatura takes it for something else than HTML.
    framed = f"<html><body><article>{html}</article></body></html>"
    return load_html(html if _HAS_BODY.search(html) else framed)


def _main_text(tree: Any) -> str:
    """Paragraphs parted by blank lines, the empty text where there are none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    # Below this size (250) it takes the text of the whole page instead, cut at every tag.
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
    found = bare_extraction(tree, include_comments=False, prune_xpath=FURNITURE, config=config)
    return "" if found is None else joined(_paragraphs(found.body))


def _paragraphs(body: Any) -> Iterator[str]:
    """Texts of the blocks in reading order; a row of a table is one, its cells joined by a bar."""
    text = ""
    for piece, ends_block in _pieces(body):
        text += piece
        if ends_block:
            yield text.strip().removesuffix("|")
            text = ""
    yield text


def _pieces(element: Any) -> Iterator[tuple[str, bool]]:
    """Pieces of text in reading order, each with whether a block starts or ends behind it."""
    block = element.tag in _BLOCKS
    if block:
        yield "", True
    yield _spaced(element.text), False
    for child in element:
        yield from _pieces(child)
        yield _spaced(child.tail), False
    if element.tag == "lb":
        yield "\n", False
    elif element.tag == "cell":
        yield " | ", False
    elif block:
        yield "", True


def _spaced(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")
