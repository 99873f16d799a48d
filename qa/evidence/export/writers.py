"""Exported answers: an answer with its evidence as a JSON, Markdown or HTML file. Pure.

Owns the look of the three. Each carries the whole answer as data, so that ``qa verify`` can prove
it, and is the same for equal answers: it states no time. None loads anything from elsewhere; a link
opens the article's own page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qa.answer import Answer
from qa.evidence.claim import Claim
from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded, standalone, to_export_data
from qa.evidence.export.exported import UNPROVABLE, parse_answer
from qa.evidence.export.page import address_html, note_html, page_html
from qa.evidence.export.record import ExportedAlternative, ExportedAnswer, ExportedPart
from qa.html import Html
from qa.text.markdown import escaped_line, escaped_piece, link
from qa.text.phrases import (
    also_in,
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    disagreement,
    items_in_words,
    origin,
    scope_in_words,
    with_word,
)

HOW_TO_CHECK = "To check every word of it against the articles: qa verify FILE"
STATED_NOTE = (
    "Stated by whoever exported this, and not proved by the articles: the question, that this"
    " answers it, the confidence, the generation of the index, which articles are copies"
)
ABSTENTION_NOTE = f"Stated by whoever exported this: {UNPROVABLE}"
SCOPE_NOTE = "Stated by whoever exported this:"


def to_json(answer: Answer) -> str:
    """The data as one JSON object, its keys sorted, one a line."""
    return standalone(to_export_data(answer))


def to_markdown(answer: Answer) -> str:
    """The answer and its numbered evidence; the data are in a comment at the end."""
    data = to_export_data(answer)
    return write_markdown(parse_answer(data, "answer"), data)


def to_html(answer: Answer) -> str:
    """A page for light and dark screens and for paper; the data are in a block at the end."""
    data = to_export_data(answer)
    return str(write_html(parse_answer(data, "answer"), data))


def write_markdown(exported: ExportedAnswer, data: dict[str, Any]) -> str:
    """The Markdown file of an exported answer and its data."""
    lines = [f"# {escaped_line(exported.question)}", "", _answer_markdown(exported), ""]
    lines += [line for words in _circumstances(exported) for line in (escaped_line(words), "")]
    lines += _alternatives_markdown(exported)
    for claim in exported.evidence:
        lines += _evidence_markdown(claim)
    lines += [escaped_line(" · ".join(_notes(exported))), ""]
    return "\n".join(lines) + f"\n{OPENINGS[1]}{embedded(data)}{CLOSINGS[1]}\n"


def write_html(exported: ExportedAnswer, data: dict[str, Any]) -> Html:
    """The HTML page of an exported answer and its data."""
    body = Html("{}<ol>\n{}</ol>\n{}").format(
        _answer_html(exported)
        + Html().join(map(note_html, _circumstances(exported)))
        + _alternatives_html(exported),
        Html().join(_evidence_html(claim) for claim in exported.evidence),
        note_html(" · ".join(_notes(exported))),
    )
    return page_html(exported.question, body, data)


def write_json(_: ExportedAnswer, data: dict[str, Any]) -> str:
    """The JSON file of an exported answer: its data alone."""
    return standalone(data)


EXPORTS: Mapping[str, Callable[[Answer], str]] = {
    "json": to_json,
    "markdown": to_markdown,
    "html": to_html,
}
WRITERS: Mapping[str, Callable[[ExportedAnswer, dict[str, Any]], str]] = {
    "JSON": write_json,
    "Markdown": write_markdown,
    "HTML": write_html,
}


def _notes(exported: ExportedAnswer) -> Iterator[str]:
    if exported.generation is not None:
        yield f"Generation {exported.generation} of the index"
    if exported.claims:
        yield HOW_TO_CHECK
    yield STATED_NOTE if exported.claims else ABSTENTION_NOTE


def _circumstances(exported: ExportedAnswer) -> Iterator[str]:
    """The date of the answer, where another one has another date, and the filter, where there was
    one, which the articles cannot prove.
    """
    if exported.as_of is not None:
        others = ((other.published, other.answer) for other in exported.alternatives)
        yield as_of_in_words(exported.as_of, others)
    if exported.searched is not None:
        yield f"{SCOPE_NOTE} searched as “{exported.searched}”"
    for word in dict.fromkeys([exported.decides, *(part.decides for part in exported.parts)]):
        if word is not None:
            yield f"{SCOPE_NOTE} “{word}” is read from the sentence"
    if exported.scope is not None:
        yield f"{SCOPE_NOTE} {scope_in_words(exported.scope)}"


def _answer_html(exported: ExportedAnswer) -> Html:
    if exported.answer is None:
        none = Html('<p class="answer">The articles do not answer this.</p>\n')
        return none + note_html(f"{exported.reason}.")
    if exported.parts:
        return Html("<ul>\n{}</ul>\n").format(Html().join(map(_part_html, exported.parts)))
    said = with_word(exported.answer, exported.decides)
    answer = Html('<p class="answer" dir="auto">{}</p>\n').format(said)
    notes = [*_items(exported), confidence_in_words(exported.confidence)]
    return answer + Html().join(map(note_html, notes))


def _items(exported: ExportedAnswer | ExportedPart) -> list[str]:
    found = [(item.text, item.citation) for item in exported.items]
    return [items_in_words(found)] if found else []


def _part_html(part: ExportedPart) -> Html:
    words = with_word(part.answer or "", part.decides)
    said = Html('{} <b dir="auto">{}</b>').format(part.question, words)
    notes = Html().join(map(note_html, [*_items(part), part_facts(part)]))
    return Html('<li dir="auto">{}\n{}</li>\n').format(said, notes)


def _part_markdown(part: ExportedPart) -> str:
    words = escaped_line(with_word(part.answer or "", part.decides))
    answer = f" **{words}**" if part.answer else ""
    facts = "; ".join([*_items(part), part_facts(part)])
    return f"- {escaped_line(part.question)}{answer} ({escaped_line(facts)})"


def part_facts(part: ExportedPart) -> str:
    """As ``confidence 63%: likely · [2]``, or the reason for having no answer."""
    if part.answer is None:
        return f"The articles do not answer this: {part.reason}."
    numbers = "".join(f"[{claim.number}]" for claim in part.claims)
    return f"{confidence_in_words(part.confidence)} · {numbers}"


def _alternatives_html(exported: ExportedAnswer) -> Html:
    if not exported.alternatives:
        return Html()
    item = Html('<li><b dir="auto">{}</b>\n{}</li>\n')
    others = (
        item.format(other.answer, note_html(_facts(other))) for other in exported.alternatives
    )
    whole = Html("<p>{}</p>\n<ul>\n{}</ul>\n")
    return whole.format(_disagreement(exported), Html().join(others))


def _alternatives_markdown(exported: ExportedAnswer) -> Iterator[str]:
    if exported.alternatives:
        yield from (_disagreement(exported), "")
        for other in exported.alternatives:
            yield f"- **{escaped_line(other.answer)}** ({escaped_line(_facts(other))})"
        yield ""


def _disagreement(exported: ExportedAnswer) -> str:
    others = [claim for other in exported.alternatives for claim in other.claims]
    return disagreement(exported.claims, others)


def _facts(other: ExportedAlternative) -> str:
    return alternative_facts(other.published, other.confidence, other.claims)


def _evidence_html(claim: Claim) -> Html:
    notes: list[str] = [origin(claim), *([address_html(claim)] if claim.url else [])]
    notes += [*([also_in(claim)] if claim.copies else []), f"SHA-256 {claim.digest}"]
    item = Html('<li value="{}">\n<blockquote dir="auto">{}</blockquote>\n{}</li>\n')
    return item.format(claim.number, _passage_html(claim), Html().join(map(note_html, notes)))


def _passage_html(claim: Claim) -> Html:
    """The passage with the sentence marked in it, and the quote in that."""
    before, after = _around(claim)
    opening, closing = claim.around_quote
    quote = Html("{}<b>{}</b>{}").format(opening, claim.quote, closing)
    return Html("{}<mark>{}</mark>{}").format(before, quote, after)


def _around(claim: Claim) -> tuple[str, str]:
    """The text of the passage before the sentence, and after it."""
    if claim.passage is None:
        return "", ""
    text, start = claim.passage.text, claim.passage.span.start
    return text[: claim.sentence.start - start], text[claim.sentence.end - start :]


def _answer_markdown(exported: ExportedAnswer) -> str:
    if exported.answer is None:
        return f"The articles do not answer this: {escaped_line(exported.reason or '')}."
    if exported.parts:
        return "\n".join(map(_part_markdown, exported.parts))
    said = escaped_line(with_word(exported.answer, exported.decides))
    notes = [*_items(exported), f"({confidence_in_words(exported.confidence)})"]
    return "\n".join([f"**{said}**", *map(escaped_line, notes)])


def _evidence_markdown(claim: Claim) -> Iterator[str]:
    opening, closing = map(escaped_piece, claim.around_quote)
    before, after = map(escaped_piece, _around(claim))
    yield f"{claim.number}. {escaped_line(origin(claim))}"
    yield ""
    yield f"   > {opening}**{escaped_line(claim.quote)}**{closing}"
    yield ""
    notes = [f"In its paragraph: {before}\\[…\\]{after}"] if before or after else []
    notes += [_address_markdown(claim)] if claim.url else []
    notes += [escaped_line(also_in(claim))] if claim.copies else []
    yield from (line for note in [*notes, f"SHA-256 {claim.digest}"] for line in (f"   {note}", ""))


def _address_markdown(claim: Claim) -> str:
    words = claim.url or ""
    return link(words, claim.link) if claim.link else escaped_line(words)
