"""Example questions for a newcomer, made from sentences of the articles by rules. Pure.

Owns the rules: each turns a sentence around and knows the words that must be in its answer. What
they make is grammatical mostly, and not always sensible: a caller asks each, and shows those that
are answered so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from index.corpus import Passage

PASSAGES_SCANNED = 1_000
LONGEST = 90  # characters of a question

_NAME = r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+"
_TWO_WORDS = r"[A-Z][\w’'-]+ [A-Z][\w’'-]+"
_NUMBER = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety)(?: (?:hundred|thousand|million|billion))?"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:\w+day,? )?(?:the )?(?:{_DAY} )?(?:{_MONTH}(?: {_DAY})?,? )?(?:1[5-9]|20)\d\d"
    rf"|(?:the (?:morning|afternoon|evening) of )?the {_DAY}|(?:Mon|Tues|Wednes|Thurs|Fri)day)"
)
_PERSON = (
    r"(?:[\w’'-]+ ){0,2}(?!(?:center|centre|number|seller|member|paper|letter|tower|river)\b)"
    r"[a-z]+(?:or|er|ist|ian|ive|ent|ant|ary|ief|ead|man|woman)"
)
_UNCLEAR = re.compile(
    r"\b(?:he|she|it|they|we|i|you|his|her|hers|him|its|their|them|our|my|your|this|that|these"
    r"|those|there|who|which|what|where|when|the latter|the former)\b",
    re.IGNORECASE,
)
_END = r"(?=[.,;:]| and | but | after | before | because )"

# Each takes what is asked for from its sentence; the question is the rest of it.
_RULES = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            rf"(?P<answer>{_NAME}), (?:the |an? )?"
            rf"(?P<rest>{_PERSON} (?:of|at|for) [^,.;:]{{6,60}})[,.]",
            "Who is the {rest}?",
        ),
        (
            rf"^(?P<subject>(?:The|An?) [\w’' -]{{3,40}}?|{_NAME}) (?P<verb>was|were)"
            r" (?P<rest>(?:[a-z]+ed|born|held|built|found|made|sent|sold|shown|won|given|taken)"
            rf"(?: [\w’'-]+){{0,5}}?) (?:in|on) (?P<answer>{_DATE})",
            "When {verb} {subject} {rest}?",
        ),
        (
            rf"(?P<subject>{_TWO_WORDS})"
            r" (?P<verb>visit|meet|open|arrive|return|leave|speak|begin|start)s"
            rf" (?P<rest>[^,.;:]{{0,40}}?) ?on (?P<answer>{_DATE})",
            "When does {subject} {verb} {rest}?",
        ),
        (
            r"^(?:(?:About|Around|More than|At least|Nearly|Some|Almost|Over) )?"
            rf"(?P<answer>(?i:{_NUMBER})) (?P<rest>(?!more )(?:[a-z-]+ ){{1,3}}"
            rf"(?:were|have|had|are|will|live|died|took|fled|lost) [^.,;:]{{4,60}}?){_END}",
            "How many {rest}?",
        ),
        (
            rf"(?P<subject>{_TWO_WORDS}) is (?P<rest>expected|scheduled|due) to meet (?:with )?"
            rf"(?P<answer>{_NAME})",
            "Whom is {subject} {rest} to meet?",
        ),
        (
            rf"^(?P<answer>{_NAME}) (?P<rest>(?:founded|invented|discovered|designed|built|wrote"
            r"|directed|led|won|opened|launched|created|visited|signed|organi[sz]ed|painted"
            rf"|presented|developed|published|runs|leads) [^.,;:]{{8,60}}?){_END}",
            "Who {rest}?",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the words of its sentence that answer it; ``article`` is the id of its
    article.
    """

    question: str
    answer: str
    article: str


def example_questions(passages: Iterable[Passage]) -> Iterator[Example]:
    """Questions from the first PASSAGES_SCANNED passages, one of each rule from an article, of each
    rule in turn.
    """
    by_rule: list[dict[str, Example]] = [{} for _ in _RULES]  # by article
    for rule, one in chain.from_iterable(map(_of_passage, islice(passages, PASSAGES_SCANNED))):
        by_rule[rule].setdefault(one.article, one)
    in_turn = zip_longest(*(ones.values() for ones in by_rule))
    yield from filter(None, chain.from_iterable(in_turn))


def _of_passage(passage: Passage) -> Iterator[tuple[int, Example]]:
    """Pairs of the rule's number and a question."""
    for sentence in passage.sentences:
        words = " ".join(sentence.of(passage.article.text).split())
        for rule, (pattern, form) in enumerate(_RULES):
            match = pattern.search(words)
            question = _question(match, form) if match else None
            if match and question:
                yield rule, Example(question, match["answer"], passage.article.id)


def _question(match: re.Match[str], form: str) -> str | None:
    """The question, unless it is long, quotes, or cannot be understood without its sentence."""
    parts = match.groupdict()
    subject = parts.get("subject") or ""
    if subject.startswith(("The ", "A ", "An ")):
        parts["subject"] = subject[0].lower() + subject[1:]
    question = " ".join(form.format(**parts).split()).replace(" ?", "?")
    statement = f"{subject} {parts['rest']}"
    if len(question) > LONGEST or _UNCLEAR.search(statement) or re.search(r"[“”\"()]", question):
        return None
    return question
