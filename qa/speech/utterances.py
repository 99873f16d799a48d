"""The utterances of an article: quotations and reported speech, each with its speaker. Pure.

Owns which quotation belongs to which attribution, and whom a pronoun or a surname stands for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.corpus import Span
from index.lexical import folded
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_sentences
from qa.checking.statements import quotations
from qa.speech.attribution import MASK, Attribution, attribution
from qa.values.names import names_in

WORDS = 3  # of a quotation that is an utterance; shorter ones are words within a reported one
_PRONOUN = re.compile(r"(?:he|she|they|i|we)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance; ``span`` are its words in the article's text, without their marks.

    ``speaker`` is the fullest form of the name that the article has; ``description`` what it says
    of the speaker there. ``direct`` is True for a quotation.
    """

    span: Span
    sentence: Span
    speaker: str
    description: str
    verb: str
    direct: bool


def utterances_in(text: str) -> list[Utterance]:
    """The utterances of an article's text in their order."""
    known = _full_names(text)
    found: list[Utterance] = []
    for paragraph in split_paragraphs(text):
        found += _in_paragraph(text, paragraph, known, found[-1] if found else None)
    return found


def _in_paragraph(
    text: str, paragraph: Span, known: list[str], last: Utterance | None
) -> Iterator[Utterance]:
    quotes = [Span(q.start + paragraph.start, q.end + paragraph.start)
              for q in quotations(paragraph.of(text))]  # fmt: skip
    before: Utterance | None = None  # in this paragraph
    waiting: list[Span] = []  # quotations that may belong to the next speaker
    for sentence in _sentences(text, paragraph, quotes):
        own = [quote for quote in quotes if sentence.contains(quote)]
        said = attribution(_masked(text, sentence, own))
        if said is None:
            if before and own and _is_quoted(sentence, own):
                yield from (replace(before, span=q, sentence=sentence, direct=True) for q in own)
            waiting = [q for q in own if not before and _is_long(text, q) and _closes(sentence, q)]
            continue
        speaker = _speaker(text, sentence, said, known, before or last)
        made = list(_utterances(text, sentence, own, said, speaker))
        if made and own and own[0].start - sentence.start <= 1:
            yield from (replace(made[0], span=quote, sentence=quote) for quote in waiting)
        yield from made
        before, waiting = made[-1] if made else before, []
    if last and waiting and waiting[0].start - paragraph.start <= 1:  # nobody else speaks in it
        yield from (replace(last, span=quote, sentence=quote) for quote in waiting)


def _is_long(text: str, quote: Span) -> bool:
    return len(quote.of(text).split()) >= WORDS


def _closes(sentence: Span, quote: Span) -> bool:
    return sentence.end - quote.end <= 1


def _utterances(
    text: str, sentence: Span, quotes: list[Span], said: Attribution, speaker: str
) -> Iterator[Utterance]:
    """The quotations of a sentence, or what it reports where they are single words."""
    made = Utterance(sentence, sentence, speaker, said.apposition, said.verb, direct=True)
    long = [quote for quote in quotes if _is_long(text, quote)]
    for quote in long:
        yield replace(made, span=quote)
    if not long and said.content:
        start = sentence.start
        span = Span(said.content.start + start, said.content.end + start)
        yield replace(made, span=span, direct=False)


def _sentences(text: str, paragraph: Span, quotes: list[Span]) -> Iterator[Span]:
    """The sentences of a paragraph; a quotation of several is not parted from its attribution."""
    current: Span | None = None
    for sentence in split_sentences(text, paragraph):
        if current and any(q.start < current.end < q.end for q in quotes):
            current = Span(current.start, sentence.end)
            continue
        if current and text[current.end - 1] in "?!”\"’'" and text[sentence.start].islower():
            current = Span(current.start, sentence.end)
            continue
        if current:
            yield current
        current = sentence
    if current:
        yield current


def _masked(text: str, sentence: Span, quotes: list[Span]) -> str:
    masked = list(sentence.of(text))
    for quote in quotes:
        if _is_long(text, quote):
            for i in range(quote.start - sentence.start - 1, quote.end - sentence.start + 1):
                masked[i] = MASK
    return "".join(masked)


def _is_quoted(sentence: Span, quotes: list[Span]) -> bool:
    """True if nearly all of a sentence is quotation: then the speaker before goes on."""
    return sum(len(quote) for quote in quotes) >= len(sentence) * 0.8


def _full_names(text: str) -> list[str]:
    """The names of the article of several words, the most frequent first."""
    lines = (paragraph.of(text) for paragraph in split_paragraphs(text))
    found = Counter(span.of(line) for line in lines for span in names_in(line))
    return [name for name, _ in found.most_common() if " " in name]


def _speaker(
    text: str, sentence: Span, said: Attribution, known: list[str], last: Utterance | None
) -> str:
    """The fullest name of the speaker: of "Sandercock" and of "he" Gavin Sandercock."""
    shown = said.speaker.of(sentence.of(text)).rstrip(".")
    if _PRONOUN.fullmatch(shown):
        return last.speaker if last else _name_before(text, sentence, known) or shown
    named = [span.of(shown) for span in names_in(f"x {shown}"[2:])]
    if not named:
        return said.apposition if _is_name(said.apposition) else shown
    last_word, has_title = folded(named[-1].split()[-1]), named[-1] != shown
    return next((name for name in known if _is_fuller(name, last_word, has_title)), shown)


def _is_name(text: str) -> bool:
    return [span.of(text) for span in names_in(f"x {text}"[2:])] == [text]


def _is_fuller(name: str, word: str, has_title: bool) -> bool:
    """True if a name is a fuller form of a word: of a surname, and of any part behind a title."""
    words = [folded(part) for part in name.split()]
    return word == words[-1] or (has_title and word in words)


def _name_before(text: str, sentence: Span, known: list[str]) -> str | None:
    """The last full name before a sentence."""
    before = text[: sentence.start]
    places = [(before.rfind(name), name) for name in known]
    place, name = max(places, default=(-1, ""))
    return name if place >= 0 else None
