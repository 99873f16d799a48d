"""The words of a sentence that say who speaks: a speaker, a verb, and where they stand. Pure.

Owns the verbs of saying and the forms "Smith said", "said Smith" and "according to Smith". Works on
a sentence whose quotations are masked, so that nobody within a quotation is taken for its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.corpus import Span

MASK = "\0"  # in the place of each character of a quotation

_VERBS = re.findall(
    r"\w+",
    "say says said tell tells told add adds added argue argues argued explain explains"
    " explained claim claims claimed confirm confirms confirmed comment comments commented"
    " warn warns warned note notes noted insist insists insisted admit admits admitted"
    " announce announces announced declare declares declared state states stated reply"
    " replies replied recall recalls recalled suggest suggests suggested joke jokes joked"
    " write writes wrote describe describes described reveal reveals revealed acknowledge"
    " acknowledges acknowledged conclude concludes concluded continue continues continued"
    " emphasise emphasises emphasised emphasize emphasized stress stresses stressed"
    " predict predicts predicted deny denies denied urge urges urged point points pointed"
    " ask asks asked laugh laughs laughed agree agrees agreed observe observes observed"
    " remark remarks remarked report reports reported believe believes believed think"
    " thinks thought estimate estimates estimated hope hopes hoped find finds found show shows"
    " showed",
)
# Verbs that are often nouns or have another meaning: they count with a quotation or "that" behind.
_WEAK = frozenset(
    re.findall(
        r"\w+",
        "state states stated continue continues continued report reports reported note notes"
        " noted point points pointed out ask asks asked describe describes described write"
        " writes wrote deny denies denied urge urges urged hope hopes hoped laugh laughs"
        " laughed stress stresses stressed tell tells told comment comments commented think"
        " thinks thought observe observes observed agree agrees agreed estimate estimates"
        " estimated find finds found show shows showed",
    )
)
_VERB = rf"(?P<verb>(?:{'|'.join(_VERBS)})(?:\s+out)?)\b"
_ADVERB = (
    r"(?:(?:also|later|then|has|had|have|was\s+quoted\s+as|once|even|recently|simply|\w+ly)\s+)*"
)
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|St|Sir|Lord|Lady|Rev|Gen|Col|Capt|Lt)\.?\s+)"
_CAPITAL = r"(?:(?:el-|al-)?[A-Z](?:\.|[\w'’-]+)|de|la|van|von|der|del|al|bin|of|the)"
_FIRST = r"(?:(?:el|al|de|von|van)[-\s])?[A-Z][\w'’-]+"
_NAME = rf"(?:{_TITLE}|[a-z]+\s+){{0,3}}?{_TITLE}?{_FIRST}(?:\s+{_CAPITAL})*"
_NOUN = (
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Ss]ome|[Mm]any|[Mm]ost)\s+)"
    r"(?:[\w'’-]+\s+){0,8}?[\w'’-]+"
    r"|(?:[A-Z][\w'’-]*\s+)?(?:[Rr]esearchers|[Ss]cientists|[Ee]xperts|[Oo]fficials|[Pp]olice|[Dd]octors"
    r"|[Aa]nalysts|[Cc]ampaigners|[Cc]ritics|[Ss]taff|[Aa]uthorities|[Ee]conomists|[Ss]upporters"
    r"|[Rr]esidents|[Oo]rganizers|[Ii]nvestigators|[Aa]cademics|[Aa]ctivists|[Ww]itnesses)"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)"
_SPEAKER = rf"(?P<speaker>{_PRONOUN}\b|{_NAME}|{_NOUN})"
_APPOSITIVE = r"(?:,\s*(?P<apposition>[^,\0]{2,120}(?:,[^,\0]{2,60})?),)?"

_BEFORE = re.compile(rf"(?:^|(?<=[\s\0(“\"])){_SPEAKER}{_APPOSITIVE}\s+{_ADVERB}{_VERB}")
_AFTER = re.compile(
    rf"(?:(?<=\0\s)|(?<=\0,\s))(?!tells?\b|told\b){_VERB}\s+{_SPEAKER}(?:,\s*(?P<apposition>[^,.\0]{{2,120}}))?"
    r"(?=[,.;:]|\s(?:in|on|at|to|of|who|from|with|as|after|during|when|while|while)\b|\s*$)"
)
_CLOSING = re.compile(
    rf"(?<=,\s)(?!tells?\b|told\b){_VERB}\s+{_SPEAKER}(?:,\s*(?P<apposition>[^,.\0]{{2,120}}))?\.?\s*$"
)
_ACCORDING = re.compile(
    r"\b(?P<verb>[Aa]ccording\s+to)\s+(?P<speaker>[^,.;:()\0]{2,90}?)(?=\s*[,.;:(\0]|\s*$|\swho\b)"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker, as the sentence names them; spans count in the sentence.

    ``apposition`` is what the sentence says of the speaker: "director of the museum". ``content``
    is the reported words, where no quotation holds them.
    """

    span: Span
    speaker: Span
    verb: str
    apposition: str
    content: Span | None


def attribution(masked: str) -> Attribution | None:
    """The attribution of a sentence with masked quotations; None where nobody is said to speak."""
    return next(_attributions(masked), None)


def _attributions(masked: str) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(masked):
        yield _made(match, _around(masked, match))
    for match in (*_AFTER.finditer(masked), *_CLOSING.finditer(masked)):
        yield _made(match, _trimmed(masked, 0, match.start()))
    for match in _BEFORE.finditer(masked):
        if not _is_weak(masked, match):
            yield _made(match, _behind(masked, match))


def _made(match: re.Match[str], content: Span | None) -> Attribution:
    apposition = match.groupdict().get("apposition") or ""
    verb = " ".join(match["verb"].split())
    speaker = Span(*match.span("speaker"))
    return Attribution(Span(*match.span()), speaker, verb, apposition, content)


def _is_weak(masked: str, match: re.Match[str]) -> bool:
    """True if a verb is too doubtful to count: neither a quotation nor "that" follows it."""
    if match["verb"].split()[0] not in _WEAK or MASK in masked:
        return False
    return re.match(r"\s+(?:[\w'’]+\s+){0,3}that\b", masked[match.end() :]) is None


def _around(masked: str, match: re.Match[str]) -> Span | None:
    """The words said according to somebody: those before that phrase, or else those behind it."""
    before = _trimmed(masked, 0, match.start())
    if before is not None and len(before) > _SHORT:
        return before
    return _trimmed(masked, match.end(), len(masked))


def _behind(masked: str, match: re.Match[str]) -> Span | None:
    """The words behind "Smith said (that)"; those before it, where it closes the sentence."""
    start = match.end()
    that = re.match(r"\s+(?:[\w'’]+\s+){0,4}?that\b", masked[start:])
    behind = _trimmed(masked, start + (that.end() if that else 0), len(masked))
    if behind is not None and (that or len(behind) > _SHORT):
        return behind
    return _trimmed(masked, 0, match.start()) or behind


_SHORT = 12  # characters that are no reported clause


def _trimmed(masked: str, start: int, end: int) -> Span | None:
    text = masked[start:end]
    left = len(text) - len(text.lstrip(" ,:;–—-\n"))
    kept = text.strip(" ,:;–—-\n.")
    return Span(start + left, start + left + len(kept)) if kept else None
