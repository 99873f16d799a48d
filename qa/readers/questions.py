"""Recognition of questions among sentences, and of headings among paragraphs. Pure.

Owns the forms of questions in interviews, in lists of questions and in headlines, and which part of
a question cannot be an answer. Knows nothing of passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.corpus import Span
from index.lexical import terms

HEADING = 15  # words, at most
ASKER = 6  # words that say who asked, at most
LABEL = 4  # words before a question that say who asks, at most
ALIKE = 0.5  # of the words that are asked: from here what asks in the same way asks the same
EQUAL = 2 / 3  # of the words of both: from here what asks in another way does

_ASKING = (
    "(?:who(?:m|se)?|what|when|where|which|why|how(?:(?:,| )(?:many|much|long|far|old|often|big"
    "|large|high|tall|deep|fast|soon|late|wide|heavy|low|small|strong))?)"
)
_PHRASE = re.compile(rf"\b{_ASKING}\b(?:['’](?:s|re|ll|d)\b)?", re.IGNORECASE)
_LEAD = r"[\s#>*_\-•\"“'‘(]*(?:\d{1,3}[.)]\s*)?"
_LABEL = re.compile(rf"{_LEAD}(?:Q|Question)[ \d]*[.:)]", re.IGNORECASE)
_OPENS = re.compile(rf"{_LEAD}(?:[^\s:][^:\n]{{0,40}}:\s+)?{_ASKING}\b", re.IGNORECASE)
_RHETORICAL = re.compile(rf"\W*(?:did|do) you know\b(?! {_ASKING}\b)", re.IGNORECASE)
_TAG = re.compile(r",\s(?:right|\w+n['’]t\s\w+)[?？]\W*$", re.IGNORECASE)  # says, and seeks assent
_ASKS = re.compile(r"[?？؟][!?.…]*[\s\"'”’»)\]*_]*$")
_ENDS = re.compile(r"[.!?:;,…。！？][\"'”’»)\]*_]*$")
_QUOTED = re.compile(r"[\"“„«‘][^\"“”„«»]*[?？][\"”»’]")
_LAST = re.compile(r"(?:[“„«‘]|(?<=\s)\"|(?<=:)\s)[^“”„«»\":]*$")  # quoted, or behind a colon
_MARKED = re.compile(r"#{1,6}\s")
_LISTED = re.compile(r"[-*+•|>]|\d{1,3}[.)]\s|[^:\n]{1,40}:")
_FUNCTION = frozenset(
    terms(
        "who whom whose what when where which why how many much long far old often does do did has"
        " have had can could will would should may might you your he she we interviewer reporter"
    )
)
_OF_QUESTIONS = frozenset(terms("ask question wonder"))


def is_question(text: str, *, alone: bool = False) -> bool:
    """True if a sentence is a question. ``alone`` is whether it is a whole paragraph: then it needs
    no question mark if it starts with a question word.
    """
    if _RHETORICAL.match(text) or _TAG.search(text):
        return False
    if _ASKS.search(text) or _LABEL.match(text):
        return True
    return alone and _is_short(text) and _OPENS.match(text) is not None


def is_heading(text: str, span: Span) -> bool:
    """True if a paragraph is a heading: a short line without a full stop, above prose."""
    content = span.of(text)
    if _MARKED.match(content):
        return True
    below = text[span.end : span.end + 1000].strip()
    first = below.partition("\n")[0].strip()
    prose = len(first) > len(content) and _ENDS.search(below.partition("\n\n")[0].strip())
    return bool(prose) and _is_short(content) and not _LISTED.match(content)


def not_answering(question: str, sentence: str, *, alone: bool = False) -> Iterator[Span]:
    """The parts of a sentence that cannot answer a question, because they ask one.

    Of a sentence that asks the same this is the whole, with the words that say who asked; of
    another question, the question words and the question mark.
    """
    if _OF_QUESTIONS.intersection(terms(question)):
        return
    if not is_question(sentence, alone=alone):
        quoted = (q for q in _QUOTED.finditer(sentence) if _is_same(question, q[0]))
        for asked in quoted:
            rest = sentence[: asked.start()] + sentence[asked.end() :]
            yield Span(*((0, len(sentence)) if len(rest.split()) <= ASKER else asked.span()))
        return
    start = _asks_from(sentence)
    if _is_same(question, sentence[start:]):
        yield Span(start, len(sentence))
        return
    yield from (Span(*phrase.span()) for phrase in _PHRASE.finditer(sentence, start))
    if end := _ASKS.search(sentence):
        yield Span(*end.span())


def _asks_from(sentence: str) -> int:
    """The offset of the question in a sentence: after the words that introduce a quoted one."""
    last = _LAST.search(sentence)
    return last.start() if last and len(sentence[: last.start()].split()) > LABEL else 0


def _is_same(question: str, sentence: str) -> bool:
    """True if a sentence asks the same: by their words, more of which are required where the
    question words differ.
    """
    asked, said = set(terms(question)) - _FUNCTION, set(terms(sentence)) - _FUNCTION
    shared = len(asked & said)
    if not shared:
        return not asked and question.casefold() in sentence.casefold()
    wanted, found = _asking(question), _asking(sentence)
    if not found or not wanted or wanted & found:
        return shared >= ALIKE * len(asked)
    return 2 * shared >= EQUAL * (len(asked) + len(said))


def _asking(text: str) -> set[str]:
    return {phrase[0].casefold() for phrase in _PHRASE.finditer(text)}


def _is_short(text: str) -> bool:
    return "\n" not in text and len(text.split()) <= HEADING and not _ENDS.search(text)
