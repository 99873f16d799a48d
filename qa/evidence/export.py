"""Exported answers: an answer with its evidence as a JSON, Markdown or HTML file. Pure.

Owns the look of the three. Each carries the whole answer as data, so that ``qa verify`` can prove
it, and is the same for equal answers: it states no time. None loads anything from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qa.answer import Answer
from qa.evidence.claim import Claim
from qa.evidence.export_data import CLOSINGS, OPENINGS, embedded, standalone, to_export_data
from qa.evidence.exported import UNPROVABLE, ExportedAlternative, ExportedAnswer, parse_answer
from qa.html import Html
from qa.text.phrases import (
    also_in,
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    disagreement,
    origin,
    scope_in_words,
)
from qa.text.printable import printable

HOW_TO_CHECK = "To check every word of it against the articles: qa verify FILE"
STATED_NOTE = (
    "Stated by whoever exported this, and not proved by the articles: the question, that this"
    " answers it, the confidence, the generation of the index, which articles are copies"
)
ABSTENTION_NOTE = f"Stated by whoever exported this: {UNPROVABLE}"
SCOPE_NOTE = "Stated by whoever exported this:"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # scripts, images and links out: none
_STYLE = Html("""
:root { color-scheme: light dark; --sentence: #fff3bf; --quote: #ffd43b; --quiet: #595959; }
@media (prefers-color-scheme: dark) {
  :root { --sentence: #4d4215; --quote: #7a6200; --quiet: #b0b0b0; }
}
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
blockquote { margin: 0; white-space: pre-line; }
mark { color: inherit; background: var(--sentence); text-decoration: underline; }
mark b { background: var(--quote); }
li { margin-bottom: 1.5rem; break-inside: avoid; }
.answer { font-size: 1.6rem; margin: 0; }
.note { color: var(--quiet); font-size: .85rem; margin: .3rem 0; }
""")
_PAGE = Html(f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>{{style}}</style>
</head>
<body>
<main>
<h1 dir="auto">{{question}}</h1>
{{answer}}<ol>
{{evidence}}</ol>
{{notes}}</main>
{{data}}
</body>
</html>
""")

# Characters that Markdown reads as markup: anywhere, at the start of a line, in bare addresses.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~$]")
_LEADING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+=-]))")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?i:(?<=www)\.)|(?<=\w)@")


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
    lines = [f"# {_escaped_markdown(exported.question)}", "", _answer_markdown(exported), ""]
    lines += [line for words in _circumstances(exported) for line in (_escaped_markdown(words), "")]
    lines += _alternatives_markdown(exported)
    for claim in exported.evidence:
        lines += _evidence_markdown(claim)
    lines += [_escaped_markdown(" · ".join(_notes(exported))), ""]
    return "\n".join(lines) + f"\n{OPENINGS[1]}{embedded(data)}{CLOSINGS[1]}\n"


def write_html(exported: ExportedAnswer, data: dict[str, Any]) -> Html:
    """The HTML page of an exported answer and its data."""
    return _PAGE.format(
        title=printable(exported.question),
        style=_STYLE,
        question=exported.question,
        answer=_answer_html(exported)
        + Html().join(map(_note_html, _circumstances(exported)))
        + _alternatives_html(exported),
        evidence=Html().join(_evidence_html(claim) for claim in exported.evidence),
        notes=_note_html(" · ".join(_notes(exported))),
        data=Html(f"{OPENINGS[0]}{embedded(data)}{CLOSINGS[0]}"),
    )


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
    if exported.scope is not None:
        yield f"{SCOPE_NOTE} {scope_in_words(exported.scope)}"


def _answer_html(exported: ExportedAnswer) -> Html:
    if exported.answer is None:
        none = Html('<p class="answer">The articles do not answer this.</p>\n')
        return none + _note_html(f"{exported.reason}.")
    answer = Html('<p class="answer" dir="auto">{}</p>\n').format(exported.answer)
    return answer + _note_html(confidence_in_words(exported.confidence))


def _alternatives_html(exported: ExportedAnswer) -> Html:
    if not exported.alternatives:
        return Html()
    item = Html('<li><b dir="auto">{}</b>\n{}</li>\n')
    others = (
        item.format(other.answer, _note_html(_facts(other))) for other in exported.alternatives
    )
    whole = Html("<p>{}</p>\n<ul>\n{}</ul>\n")
    return whole.format(_disagreement(exported), Html().join(others))


def _alternatives_markdown(exported: ExportedAnswer) -> Iterator[str]:
    if exported.alternatives:
        yield from (_disagreement(exported), "")
        for other in exported.alternatives:
            yield f"- **{_escaped_markdown(other.answer)}** ({_escaped_markdown(_facts(other))})"
        yield ""


def _disagreement(exported: ExportedAnswer) -> str:
    return disagreement(exported.claims, exported.evidence[len(exported.claims) :])


def _facts(other: ExportedAlternative) -> str:
    return alternative_facts(other.published, other.confidence, other.claims)


def _evidence_html(claim: Claim) -> Html:
    notes = [origin(claim), *([also_in(claim)] if claim.copies else []), f"SHA-256 {claim.digest}"]
    item = Html('<li value="{}">\n<blockquote dir="auto">{}</blockquote>\n{}</li>\n')
    return item.format(claim.number, _passage_html(claim), Html().join(map(_note_html, notes)))


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


def _note_html(text: str) -> Html:
    return Html('<p class="note" dir="auto">{}</p>\n').format(text)


def _answer_markdown(exported: ExportedAnswer) -> str:
    if exported.answer is None:
        return f"The articles do not answer this: {_escaped_markdown(exported.reason or '')}."
    confidence = _escaped_markdown(confidence_in_words(exported.confidence))
    return f"**{_escaped_markdown(exported.answer)}**\n({confidence})"


def _evidence_markdown(claim: Claim) -> Iterator[str]:
    opening, closing = map(_escaped_piece, claim.around_quote)
    before, after = map(_escaped_piece, _around(claim))
    yield f"{claim.number}. {_escaped_markdown(origin(claim))}"
    yield ""
    yield f"   > {opening}**{_escaped_markdown(claim.quote)}**{closing}"
    yield ""
    notes = [f"In its paragraph: {before}\\[…\\]{after}"] if before or after else []
    notes += [_escaped_markdown(also_in(claim))] if claim.copies else []
    yield from (line for note in [*notes, f"SHA-256 {claim.digest}"] for line in (f"   {note}", ""))


def _escaped_piece(text: str) -> str:
    """A piece of a line, with a space where white space separates it from its neighbours."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{_escaped_markdown(text)}{after}"


def _escaped_markdown(text: str) -> str:
    """The text in one line of Markdown that shows it character by character."""
    text = _ACTIVE.sub(r"\\\g<0>", printable(text)).replace("\\<", "&lt;")  # opens no comment
    return _LEADING.sub(lambda m: m[0] + "\\", _ADDRESS.sub(r"\\\g<0>", text))
