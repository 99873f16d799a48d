"""The statements of a claim that its article refutes. Pure.

Owns what is compared: the quote, its sentence and passage, and each fact that is stated with them.
Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.corpus import Article
from qa.evidence.claim import Claim, Slice
from qa.evidence.context import context_of, paragraph_of, whole_quote
from qa.text.links import sentence_link

FACTS = {  # that an article states beside its text, and the words for them
    "title": "title",
    "source": "source",
    "published": "date",
    "url": "address",
    "author": "author",
}


def mismatches(claim: Claim, article: Article) -> Iterator[str]:
    """The statements of a claim that are not true of the article."""
    slices = {
        "quote": Slice(claim.span, claim.quote),
        "sentence": Slice(claim.sentence, claim.sentence_text),
    }
    if claim.passage:
        slices["passage"] = claim.passage
    for what, part in slices.items():
        if part.span.of(article.text) != part.text:
            yield f"its characters {part.span.start}-{part.span.end} are not the {what}"
    context = context_of(article.text, claim.span)
    if whole_quote(article.text, claim.span) != claim.span:
        yield "the quote cuts a word or a number"
    if context is None or claim.sentence != context.sentence:
        yield "the sentence is not the whole one around the quote"
    elif "passage" in slices and slices["passage"].span != context.passage:
        yield "the passage is not the one around the sentence"
    yield from _other_facts(claim, article)


def _other_facts(claim: Claim, article: Article) -> Iterator[str]:
    """The facts that a claim states of its article, and not in its words, where they are not so."""
    for name, what in FACTS.items():
        stated, claimed = getattr(article, name), getattr(claim, name)
        if stated != claimed:
            yield f"states {_described(what, stated)}, not {_described(what, claimed)}"
    if claim.link != sentence_link(article.url, claim.sentence_text):
        yield "the link is not that of its address and the sentence"
    start = min(claim.span.start, len(article.text) - 1)
    places = {"page": article.page_of(start), "paragraph": paragraph_of(article.text, start)}
    for name, place in places.items():
        if getattr(claim, name) != place:
            found = f"in {name} {place}" if place else f"in a file without {name}s"
            yield f"the quote is {found}, not {name} {getattr(claim, name)}"


def _described(what: str, stated: object) -> str:
    return f"no {what}" if stated is None else f"the {what} {str(stated)!r}"
