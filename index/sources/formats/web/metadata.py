"""Metadata of a web page: meta tags, JSON-LD, links and <time> elements.

Owns the statements that count, and their precedence. Never looks for a date, a name or a site in
the text or the address: what is not stated is None.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from index.sources.formats.dates import parse_date
from index.sources.formats.fields import Fields, one_line
from index.sources.formats.web.tree import text_of

TITLE = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
AUTHOR = ("author", "citation_author", "dc.creator", "dcterms.creator")
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "date",
    "dc.date",
    "dcterms.date",
)
SOURCE = ("og:site_name", "citation_journal_title", "dc.publisher", "application-name")
URL = ("og:url", "citation_public_url")

Values = dict[str, list[str]]


def stated_fields(tree: Any) -> Fields:
    """Read the fields from a parsed page, the root of its tree. An invalid statement is ignored."""
    meta, article = _meta_values(tree), _json_ld_article(tree)
    return Fields(
        title=_first(
            [*_values_of(meta, TITLE), *_json_ld_texts(article, "headline"), *_title(tree)]
        ),
        source=_first([*_values_of(meta, SOURCE), *_json_ld_texts(article, "publisher")]),
        published=_published(tree, meta, article),
        url=_first(filter(_is_address, [*_canonical(tree), *_values_of(meta, URL)])),
        author=_authors(meta, article),
    )


def _meta_values(tree: Any) -> Values:
    """Contents of the meta tags by name, property or itemprop, in lower case."""
    values: Values = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        values.setdefault(key.strip().lower(), []).append(tag.get("content") or "")
    return values


def _json_ld_article(tree: Any) -> dict[str, Any]:
    """The first article that JSON-LD describes, or an empty mapping."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            found = next(filter(_is_article, _json_ld_objects(script.text or "")), None)
            if found is not None:
                return found
    return {}


def _json_ld_objects(text: str) -> Iterator[dict[str, Any]]:
    """The top-level objects of a JSON-LD script, and those of their graphs."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (i for i in graph if isinstance(i, dict)) if isinstance(graph, list) else ()


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and (kind.endswith("Article") or kind in ("BlogPosting", "Report"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _json_ld_texts(item: dict[str, Any], key: str) -> list[str]:
    """Texts of a JSON-LD value: one or several, each a string or an object with a name."""
    value = item.get(key)
    each = [
        v.get("name") if isinstance(v, dict) else v
        for v in (value if isinstance(value, list) else [value])
    ]
    return [text for text in each if isinstance(text, str)]


def _published(tree: Any, meta: Values, article: dict[str, Any]) -> date | None:
    for written in [*_values_of(meta, PUBLISHED), *_json_ld_texts(article, "datePublished")]:
        day = _parse_day(written)
        if day is not None:
            return day
    return _day_of_time_tags(tree)


def _day_of_time_tags(tree: Any) -> date | None:
    """The day of the <time> elements of publication, or else of all, if they agree on one.

    If there are several days, some belong to other things on the page.
    """
    tags = [tag for tag in tree.iter("time") if tag.get("datetime")]
    marked = [t for t in tags if t.get("itemprop") == "datePublished" or "pubdate" in t.attrib]
    days = {_parse_day(tag.get("datetime")) for tag in marked or tags}
    return days.pop() if len(days) == 1 else None


def _parse_day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _authors(meta: Values, article: dict[str, Any]) -> str | None:
    stated = next((meta[key] for key in AUTHOR if any(meta.get(key, ()))), None)
    names = [one_line(name) for name in stated or _json_ld_texts(article, "author")]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _title(tree: Any) -> list[str]:
    """The title, which often ends with the site's name, after the sole heading that it
    starts with.
    """
    titles = [text_of(tag) for tag in tree.iterfind("./head/title")]
    headings = [text_of(tag) for tag in tree.iter("h1")]
    sole = [h for h in headings if len(headings) == 1 and "".join(titles[:1]).startswith(h)]
    return [*sole, *titles] if titles else headings[: len(headings) == 1]


def _canonical(tree: Any) -> list[str]:
    return [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]


def _is_address(text: str) -> bool:
    return text.strip().startswith(("https://", "http://"))


def _values_of(values: Values, keys: Iterable[str]) -> list[str]:
    return [text for key in keys for text in values.get(key, ())]


def _first(texts: Iterable[str]) -> str | None:
    return next(filter(None, map(one_line, texts)), None)
