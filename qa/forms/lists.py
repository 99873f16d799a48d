"""Lists: the members of an enumeration, and the answers that other sentences add to it. Pure.

Owns where an enumeration around a span begins and ends, how it is parted, and which further spans
are taken for members too. What is found is never said to be all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.corpus import Span
from qa.answer import AnswerSpan
from qa.text.agreement import agree, kind_of

PREFERRED = 0.6  # of the best score: from here a span that enumerates is taken before one that not
FURTHER = 0.55  # of the best score: from here a span of another sentence is a member too
MOST = 12  # members
LONGEST = 8  # words of a member

_WORD = r"[^\W_](?:[\w’'&.%-]*[\w%])?"
_NO_MEMBER = (
    r"(?!(?:who|which|that|whose|he|she|it|they|we|you|i|but|while|when|where|said|says|is|are|was"
    r"|were|has|have|had|as|because|if|then|so|to|not|in|at|on|for|from|with|by|of)\b)"
)
_MORE = rf"\s+(?!(?:and|or|in|at|on|for|from|with|by|to|as|like|including)\b){_WORD}"
_MEMBER = rf"(?:(?:the|an?)\s+)?{_NO_MEMBER}{_WORD}(?:{_MORE}){{0,4}}?"
_END = (
    r"(?=\s*[.,;:()–—!?”\"]|\s*$|\s+(?:are|is|was|were|has|have|had|will|would|can|could|to|in|at"
    r"|on|for|from|with|who|which|that|all|by|as|do|does|did)\b)"
)
_BEHIND = re.compile(rf"(?:,\s+{_MEMBER})*?,?\s+(?:and|or)\s+{_MEMBER}{_END}", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:[:(–—]\s*|\b(?:in|of|at|on|for|from|with|by|to|including|include|includes|like|as|between"
    rf"|are|were|is)\s+)(?P<members>(?:{_MEMBER},\s+)+)$",
    re.IGNORECASE,
)
_WITHIN_CLAUSE = re.compile(r"\b(?:who|which|that|where|when)\b[^,]*$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_JOINT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+", re.IGNORECASE)
_EITHER = re.compile(r",\s+(?:or\s+)?|\s+or\s+", re.IGNORECASE)
_LEADING = re.compile(r"(?:both|either|along with|as well as|also|and|or)\s+", re.IGNORECASE)
_ONE_NAME = re.compile(r"[A-Z]\S*(?:\s+[A-Z]\S*)*\s+(?:of|for)\s+.*")


@dataclass(frozen=True, slots=True)
class Listed:
    """The members of a list, each with the proposal whose sentence it stands in; ``spans`` are
    these proposals, widened to their enumeration, best first.
    """

    spans: tuple[AnswerSpan, ...]
    members: tuple[AnswerSpan, ...]


def listed(spans: Sequence[AnswerSpan]) -> Listed | None:
    """The list that proposals give, best first; None where it has one member alone."""
    if not spans:
        return None
    best = spans[0]
    for span in spans[1:]:
        if span.score >= PREFERRED * best.score and not _parted(best) and len(_parted(span)) > 1:
            best = replace(span, score=spans[0].score)
            break
    chosen = [_enumeration(best)]
    members = _members(chosen[0])
    for span in spans:
        if span.score < FURTHER * best.score or kind_of(span.text) != kind_of(members[0].text):
            continue
        new = [m for m in _members(_enumeration(span)) if not _is_known(m, members)]
        if new and _sentence(span) not in map(_sentence, chosen):
            chosen.append(_enumeration(span))
            members += new
    if len(members) < 2:
        return None
    return Listed(tuple(chosen), tuple(members[:MOST]))


def _is_known(member: AnswerSpan, members: Sequence[AnswerSpan]) -> bool:
    return any(agree(member.text, one.text) for one in members)


def _sentence(span: AnswerSpan) -> tuple[str, Span]:
    return span.passage.article.id, span.passage.sentence_around(span.span)


def _enumeration(span: AnswerSpan) -> AnswerSpan:
    """The span with the members of its enumeration before and behind it."""
    text, sentence = span.passage.article.text, span.passage.sentence_around(span.span)
    start, end = span.span.start, span.span.end
    led = text[sentence.start : start]
    behind = None if _WITHIN_CLAUSE.search(led) else _BEHIND.match(text, end, sentence.end)
    if behind and _is_alike(span.text, behind[0], more=led.endswith(", ")):
        end = behind.end()
    before = _BEFORE.search(led)
    if before and (end > span.span.end or _parted(span)):
        start = sentence.start + before.start("members")
    whole = Span(start, end)
    return replace(span, span=whole) if span.passage.span.contains(whole) else span


def _is_alike(found: str, behind: str, *, more: bool) -> bool:
    """True if what follows goes on with the same: with names where one was found; with other words
    only where commas show that there are more than two, or there are ``more`` before it.
    """
    members = [behind[a:b].strip() for a, b in _parts(behind)]
    is_name = _ARTICLE.sub("", found)[:1].isupper()
    names = [_ARTICLE.sub("", member)[:1].isupper() for member in members if member]
    return all(names) if is_name else not any(names) and (more or "," in f"{found}{behind}")


def _members(span: AnswerSpan) -> list[AnswerSpan]:
    return [replace(span, span=part) for part in _parted(span)] or [span]


def _parted(span: AnswerSpan) -> list[Span]:
    """The members of an enumeration; empty where the span is none."""
    text = span.text
    if span.passage.sentence_around(span.span).end < span.span.end:
        return []
    if _ONE_NAME.fullmatch(text) and "," not in text:
        return []
    found = list(_parts(text))
    if any(len(text[a:b].split()) > LONGEST for a, b in found):
        return []
    return (
        [Span(a + span.span.start, b + span.span.start) for a, b in found] if len(found) > 1 else []
    )


def _parts(text: str) -> Iterator[tuple[int, int]]:
    joint = _JOINT if re.search(r"\sand\s", text) or not re.search(r"\sor\s", text) else _EITHER
    start = 0
    for match in [*joint.finditer(text), None]:
        end = match.start() if match else len(text)
        if leading := _LEADING.match(text, start, end):
            start = leading.end()
        if text[start:end].strip():
            yield start, end
        start = match.end() if match else end
