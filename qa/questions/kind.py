"""The kind of a question: who, when, a list, yes or no, or keywords that ask nothing. Pure.

Owns the rules, which see the words alone. A kind says which form an answer has; what is made of it
is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from qa.questions.words import ASKING, AUXILIARY, opening

Kind = Literal[
    "who", "when", "where", "how_many", "why", "how", "what",
    "yes_no", "list", "definition", "comparison", "keywords",
]  # fmt: skip

KINDS: tuple[str, ...] = get_args(Kind)
SURE = 5  # words of a text without question mark that opens with "can" or "will", to be a question

_ASKS = re.compile(rf"\b{ASKING}\b", re.IGNORECASE)
# "Can you tell me when he came?" asks when he came.
_POLITE = re.compile(
    r"(?:please\s+)?(?:(?:can|could|would|will)\s+(?:you|anyone|somebody)(?:\s+please)?\s+"
    r"(?:tell|explain|say|show)(?:\s+(?:to\s+)?(?:me|us))?|do(?:es)?\s+(?:you|anyone|anybody)\s+know"
    r"|tell\s+(?:me|us)|(?:i|we)\s+(?:want|would\s+like|['’]d\s+like)\s+to\s+know|i\s+wonder)"
    rf"(?:\s+about)?\s+(?=(?:(?:in|on|at|by|for|from|with|to|of)\s+)?{ASKING}\b)",
    re.IGNORECASE,
)
_BARE_VERBS = re.compile(r"(?:can|could|will|would|should|may|might|must)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\w+(?:n['’]t)?\s+(?:i|you|he|she|it|we|they|there|this|that|these|those|the|an?|any(?:one|body|thing)?"
    r"|some(?:one|body|thing)?|all|most|many|every(?:one|body|thing)?)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\s\S+\s+or\s+\S", re.IGNORECASE)
_COUNTED = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|various)"
_GROUPS = (
    r"(?:kinds|sorts|types|names|members|parts|examples|reasons|steps|stages|ways|people|children"
    r"|men|women)"
)
_PLURAL = r"(?!(?:was|is|does|has|this|his|its)\b)[a-z]{2,}(?<![suio])(?<!new)(?<!ser)s"
# Which countries oppose the plan; but not: which sports team won, or what makes it work.
_VERB = (
    r"(?!(?:the|an?|to|in|from|for|with|that|on|at|as|of|by|it|him|all|and|or|if|off|away|near|into"
    r"|between|through)\b)[a-z]+"
    r"(?<!s)(?=\s+(?:the|an?|to|in|from|for|against|with|that|about|his|her|its|their|on|at)\b|\s+[a-z]+s$)"
)
_PLURAL_AUXILIARY = r"(?:are|were|do|does|did|have|had|can|could|will|would|should|may|might|must)"
_CALLED = re.compile(r"\b(?:called|known|named)\b(?:\s+as)?$", re.IGNORECASE)
_LIST = re.compile(
    rf"(?:please\s+)?(?:(?:can|could)\s+you\s+)?(?:name|list)\s+(?:\w+\s+)*?(?:the|all|some|any|{_COUNTED})\b"
    rf"|.*\b(?:which|what)\s+(?:(?:are|were)\s+)?(?:the\s+)?(?:\w+\s+)?(?:{_COUNTED}|{_GROUPS})\s"
    rf"|.*\b(?:which|what)(?:\s+(?!{AUXILIARY}\b)[\w'’-]+){{0,3}}?\s+{_PLURAL}\s+{_PLURAL_AUXILIARY}\b"
    rf"|.*\b(?:which|what)\s+{_PLURAL}\s+(?!{AUXILIARY}\b){_VERB}\b"
    rf"|what\s+(?:are|were)\s+(?!the\b|an?\b)(?:[\w'’-]+\s+){{1,4}}{_PLURAL}$"
    rf"|.*\b(?:which|what|who)\s+(?:are|were)\s+(?:the|all|some\s+of)\b(?:\s+[\w'’-]+){{0,3}}?\s+{_PLURAL}\b"
    rf"|.*\b(?:list|name)\s+(?:them|him|her|his|its|their|all)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:which|what)\s+(?:one\s+)?of\s+(?:the|these|those)\b", re.IGNORECASE)
_NAME = r"(?:the\s+|an?\s+)?[“\"'‘]?[\w.'’&-]+(?:\s+[\w.'’&-]+){0,4}?[”\"'’]?"
_DEFINITION = re.compile(
    rf"(?:who|what)(?:\s+(?:is|was|are)|['’]s)\s+(?P<term>{_NAME})"
    rf"|what\s+(?:does|do|did)\s+(?P<meant>{_NAME})\s+(?:mean|stand\s+for)|define\s+(?P<word>{_NAME})"
    r"|(?:what\s+is\s+)?(?:the\s+)?(?:meaning|definition)\s+of\s+(?P<of>.+)",
    re.IGNORECASE,
)
_COMPARED = (
    r"(?:more|less|fewer|(?:bigg|larg|small|high|low|old|young|fast|slow|long|short|strong|weak|"
    r"rich|poor|cheap|heavi|great|tall|deep|wide|clos|near|earli|lat)er|better|worse|farther|further)"
)
_COMPARISON = re.compile(
    rf"(?:which|who|what)\b(?=.*(?:\b{_COMPARED}\b.*,|\b{_COMPARED}\b.*\bor\b|,.*\bor\b.*\b{_COMPARED}\b"
    rf"|,\s.*\bor\s|\bof\s+the\s+two\b))|.*\b(?:difference|differ|compared?)\b.*\b(?:between|from|to|with)\b"
    rf"|how\s+(?:much|many)\s+(?:\w+\s+){{0,3}}?{_COMPARED}\b|which\s+(?:\w+\s+)?(?:is|are|was|were|has|had)"
    rf"\s+(?:the\s+)?{_COMPARED}\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\bhow\s+(?:many\s+(?:\w+\s+)?(?:times|articles)|often)\b|\bin\s+total\b|\baltogether\b|\bon\s+average\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how\s+(?:many|much|old|far|long|often|tall|high|big|large|fast|deep|heavy|wide|hot|cold|small)"
    r"|(?:what|which)\s+(?:is\s+the\s+)?(?:number|amount|percentage|percent|share|proportion|fraction))\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\bwhen\b|\b(?:what|which)\s+(?:year|date|day|month|decade|century|time)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\bwhere\b|\b(?:what|which)\s+(?:country|city|town|place|state|region|continent|village)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\bwhy\b|\bwhat\s+(?:reason|made|caused?)\b|\bhow\s+come\b", re.IGNORECASE)
_WHO = re.compile(
    r"\b(?:who|whom|whose)\b|\b(?:which|what)\s+(?:person|man|woman)\b", re.IGNORECASE
)
_JOINING = frozenset(
    ("of", "in", "on", "at", "for", "from", "with", "to", "by", "that", "who", "which", "than")
)
_POINTING = frozenset(["he", "she", "it", "they", "this", "that", "there", "your", "his", "her"])


def kind_of(question: str) -> Kind:
    """The kind of a question, of several the one that decides the form of its answer."""
    asked = direct(question)
    bare = asked.rstrip("?!. ")
    if is_yes_no(question):
        return "yes_no"
    if _LIST.match(bare) and not _ONE.search(bare) and not _CALLED.search(bare):
        return "list"
    if _COMPARISON.match(bare):
        return "comparison"
    if defined_term(question) is not None:
        return "definition"
    return _asked_for(asked, bare)


def _asked_for(asked: str, bare: str) -> Kind:
    found = opening(bare)
    if found is None and not asked.rstrip().endswith("?") and not _ASKS.search(bare):
        return "keywords"
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("how_many", _AMOUNT), ("why", _WHY), ("when", _TIME), ("where", _PLACE), ("who", _WHO),
    )  # fmt: skip
    first = found.word if found and found.word else bare
    for text in (f"{first} {' '.join(found.rest.split()[:1])}" if found else bare, bare):
        for kind, pattern in patterns:
            if pattern.search(text):
                return kind
        if found and re.match(r"how\b", first, re.IGNORECASE):
            return "how"
        if found and re.match(r"(?:\w+\s+)?(?:what|which)\b", first, re.IGNORECASE):
            return "what"
    return "what"


def direct(question: str) -> str:
    """The question without the words that only introduce it: "Can you tell me when he came?"."""
    return _POLITE.sub("", question.strip())


def is_yes_no(question: str) -> bool:
    """True if a question is to be answered by yes or no; one that offers a choice is not."""
    asked = direct(question)
    found = opening(asked)
    if found is None or found.word or _LIST.match(asked):
        return False
    if not found.rest.rstrip("?!. ").partition(" ")[2]:
        return False
    is_asked = asked.rstrip().endswith("?")
    if not is_asked and _BARE_VERBS.match(asked) and not _SUBJECT.match(asked):
        return len(asked.split()) >= SURE
    return True


def is_computed(question: str) -> bool:
    """True if the answer may have to be counted or compared from several sentences."""
    return _COUNTING.search(question) is not None or kind_of(question) == "comparison"


def offers_choice(question: str) -> bool:
    """True if a question names two things to choose from: "Is it red or blue?"."""
    return _CHOICE.search(question) is not None


def defined_term(question: str) -> str | None:
    """The person or thing that a question asks to be explained; None where it asks another."""
    match = _DEFINITION.fullmatch(direct(question).rstrip("?!. "))
    if match is None:
        return None
    term = next(found for found in match.groups() if found)
    return None if _clause(term) else term


def _clause(term: str) -> bool:
    """True if more than a name or a noun is asked for: "the capital of France", "he doing"."""
    words = term.lower().split()
    has_name = any(word[:1].isupper() for word in term.split()[1:])
    return (
        bool(_JOINING.intersection(words[1:]))
        or words[0] in _POINTING
        or (words[0] == "the" and not has_name)
        or (len(words) > 1 and words[-1].endswith(("ing", "ed")))
    )
