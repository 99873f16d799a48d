"""Definitions: the words of a sentence that say who a person or what a thing is, whole. Pure.

Owns the forms of such words beside the name: "Anna Lind, a vet from Kiel,", "the vet Anna Lind",
"a vet, Anna Lind,", "Anna Lind (a vet)", "Anna Lind was a vet from Kiel". Knows nothing of which
sentence is the right one: that is the reader's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.corpus import Span
from qa.answer import AnswerSpan
from qa.questions.casing import with_capitals
from qa.questions.kind import defined_term
from qa.questions.words import ROLE

LONGEST = 40  # words of a definition

_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|St)\.?\s+|[A-Z][\w.’'-]*\s+){0,3}"
_MORE = r"(?:\s+[A-Z][\w’'-]*){0,2}"
_OWN = (
    r"(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur"
    r"|(?:last\s+)?[\w-]+(?<!\bit)(?<!\bhe)(?<!that)['’]s|[\w-]+s['’])"
)
_OF = r"of\s+(?:the|an?|his|her|its|their)"
_WORD = (
    rf"(?:{_OF}|(?!(?:an?|the|and|or|his|her|its|their|that|who|which|is|are|was|were|has|have|had"
    r"|said)\b)[\w'’-]+)"
)
_LOWER = (
    r"(?:(?!(?:of|in|at|on|to|by|with|for|from|and|or|that|who|when|an?|the|his|her|its|their)\b)"
    r"[a-z][\w'’-]*\s+)"
)
_ROLE = rf"(?i:{ROLE}|head|chief|chair|captain|skipper|curator|champion|spokes\w+|keeper)"
_STARTS = (
    rf"(?:an?\b|one\s+of\b|who\b|whose\b|which\b|{_OWN}(?=\s)|(?:former|then|now)\b"
    rf"|(?:[a-z][\w-]*\s+){{0,3}}{_ROLE}\b)"
)
_AGE = r"(?:(?:aged\s+)?\d{1,3},\s+)?"
_TEXT = r"(?:[^,;.–—()“”\"]|,(?=\d)|(?<=\d)\.(?=\d)|(?<=\b[A-Z])\.(?=\w|\s[A-Z]))+"
_NAMES = (
    r"(?:(?:,\s+(?:the\s+)?[A-Z][\w ]*)+,?\s+and\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?"
)
_REST = r"(?:[^;.–—“”\"]|(?<=\d)\.(?=\d)|(?<=\b[A-Z])\.(?=\w|\s[A-Z]))+?"
_LISTED = r"(?(the)(?!,?\s+and\s))"  # Anna Lind, the vicar, and a nurse
_IS = (
    r"(?:is|was|are|were|means?|remains?|became)\s+(?:now\s+|still\s+|also\s+|then\s+|usually\s+)?"
)
_WHAT = r"(?:(?:an?|the|one\s+of|any|some|a\s+kind\s+of)\b|[a-z][\w-]*\s+(?:of|that|who|which)\b)"


def defined(question: str, spans: Sequence[AnswerSpan]) -> list[AnswerSpan]:
    """The spans proposed for a question that asks for a definition; those in a sentence that has
    one are that definition, whole.
    """
    asked = with_capitals(question, (span.passage.text for span in spans))
    term = defined_term(asked)
    return [_whole(term, span) for span in spans] if term else list(spans)


def _whole(term: str, span: AnswerSpan) -> AnswerSpan:
    """The definition that a span is of or beside; the span where there is none, or where it has
    more words than that.
    """
    sentence = span.passage.sentence_around(span.span)
    found = list(definitions(term, sentence.of(span.passage.article.text)))
    placed = [Span(d.start + sentence.start, d.end + sentence.start) for d in found]
    touched = [d for d in placed if d.start < span.span.end and span.span.start < d.end]
    best = next(iter(touched or placed), span.span)
    if span.span.contains(best) or not span.passage.span.contains(best):
        return span
    return replace(span, span=best)


def definitions(term: str, sentence: str) -> Iterator[Span]:
    """The places in a sentence that say who or what the term is, the surest form first."""
    words = r"\s+".join(map(re.escape, re.sub(r"^(?:the|an?)\s+", "", term).split()))
    name = rf"(?<!\w){_TITLE}(?i:{words}){_MORE}(?!\w)"
    forms = (
        rf"{name},\s+{_AGE}(?P<is>(?:(?P<the>the\b(?!{_TEXT}\sand\s))|{_STARTS}){_TEXT}?{_NAMES})(?=,|\.?[”\"]?$){_LISTED}",
        rf"(?<![\w-])(?P<is>(?:[Aa]n?|[Tt]he|{_OWN})(?:\s+{_WORD}){{1,8}}),\s+{name}(?=[,.;:)]|$)",
        rf"{name}\s+\((?P<is>an?\s[^()]+)\)",
        rf"(?<![\w-])(?P<is>(?:[Tt]he|[Aa]n?|{_OWN})\s+{_LOWER}{{0,3}}?{_ROLE})\s+{name}",
        rf"{name}(?:,[^,]+,)?\s+{_IS}(?P<is>{_WHAT}{_REST})"
        r"(?=;|[.]?[”\"]?$|,?\s+(?:but|while|although|so)\s|,\s+and\s|\s[–—])",
    )
    for form in forms:
        for match in re.finditer(form, sentence):
            if len(match["is"].split()) <= LONGEST:
                yield Span(*match.span("is"))
