"""``qa quotes``: what a person says in the articles, word for word.

Owns how quotes are printed.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.commands.arguments.filter_options import filter_of
from qa.commands.indexing import settings_of
from qa.commands.process import DONE, NEGATIVE
from qa.commands.terminal import print_json, print_result
from qa.evidence.context import paragraph_of
from qa.text.printable import printable

if TYPE_CHECKING:
    from qa.speech.quotes import Quote

WIDTH = 88  # columns of text output


def run_quotes(arguments: argparse.Namespace) -> int:
    """Print what somebody says; the status is NEGATIVE where nothing is found."""
    from qa.assistant import Assistant
    from qa.speech.quotes import quote_to_dict, quotes_by

    where = filter_of(arguments)
    assistant = Assistant.open(settings=settings_of(arguments))
    found = quotes_by(arguments.by, assistant, about=arguments.about, where=where)
    if arguments.json:
        for quote in found:
            print_json(quote_to_dict(quote))
    else:
        print_result(line for quote in found for line in _lines(quote))
    if not found and not arguments.json:
        about = f" about “{arguments.about}”" if arguments.about else ""
        print_result([printable(f"No quote of “{arguments.by}”{about} was found.")])
    return DONE if found else NEGATIVE


def _lines(quote: Quote) -> Iterator[str]:
    """Speaker and verb, the words, and their place; a quotation in its marks."""
    said, article = quote.utterance, quote.article
    about = f", {said.description}" if said.description else ""
    yield printable(f"{said.speaker}{about} ({said.verb}):")
    words = f"“{quote.text}”" if said.direct else quote.text
    yield textwrap.fill(printable(words), WIDTH, initial_indent="    ", subsequent_indent="    ")
    day = article.published.isoformat() if article.published else None
    stated = filter(None, [article.title, article.author, article.source, day])
    page = article.page_of(said.span.start)
    place = [
        article.id,
        *([f"page {page}"] if page else []),
        f"paragraph {paragraph_of(article.text, said.span.start)}",
        f"characters {said.span.start}-{said.span.end}",
    ]
    yield "    " + printable(" · ".join([*stated, ", ".join(place)]))
    if article.url:
        yield "    " + printable(article.url)
    yield ""
