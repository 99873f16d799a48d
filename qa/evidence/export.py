"""An answer with its evidence as a file that can be handed on: JSON, Markdown, HTML. Pure.

Owns how the three look. Each carries the whole answer as data, so that ``qa verify`` can prove it,
and is the same for an equal answer: no time is in it. Nothing in them is fetched from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qa.answer import Answer
from qa.commands.render import also_in, confidence_in_words, origin, printable
from qa.evidence.bundle import CLOSINGS, OPENINGS, form_of, hidden, written
from qa.evidence.claim import Claim
from qa.evidence.exported import UNPROVABLE, Exported, parse
from qa.html import escaped

HOW_TO_CHECK = "To check every word of it against the articles: qa verify FILE"
STATED = (
    "Stated by whoever exported this, and not proved by the articles: the question, that this"
    " answers it, the confidence, the generation of the index, which articles are copies"
)
UNPROVED = f"Stated by whoever exported this: {UNPROVABLE}"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # scripts, images and links out: none
_STYLE = """
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
"""

# What Markdown would take for markup: anywhere, at the start of a line, and bare addresses.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~$]")
_LEADING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+=-]))")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?i:(?<=www)\.)|(?<=\w)@")


def to_json(answer: Answer) -> str:
    """One object, its keys sorted and on lines of their own."""
    return written(form_of(answer))


def to_markdown(answer: Answer) -> str:
    """The answer and its numbered evidence; the data stand in a comment at the end."""
    form = form_of(answer)
    return markdown(parse(form, "answer"), form)


def to_html(answer: Answer) -> str:
    """A page of its own, for light, dark and paper; the data stand in a block at the end."""
    form = form_of(answer)
    return html(parse(form, "answer"), form)


def markdown(exported: Exported, form: dict[str, Any]) -> str:
    """The Markdown of an answer that was exported, and of its data."""
    lines = [f"# {_marked_down(exported.question)}", "", _answer_marked_down(exported), ""]
    for claim in exported.claims:
        lines += _evidence_marked_down(claim)
    lines += [_marked_down(" · ".join(_notes(exported))), ""]
    return "\n".join(lines) + f"\n{OPENINGS[1]}{hidden(form)}{CLOSINGS[1]}\n"


def html(exported: Exported, form: dict[str, Any]) -> str:
    """The page of an answer that was exported, and of its data."""
    evidence = "".join(_evidence(claim) for claim in exported.claims)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(printable(exported.question))}</title>\n<style>{_STYLE}</style>\n"
        f'</head>\n<body>\n<main>\n<h1 dir="auto">{escaped(exported.question)}</h1>\n'
        f"{_answer(exported)}<ol>\n{evidence}</ol>\n"
        f"{_note(' · '.join(_notes(exported)))}</main>\n"
        f"{OPENINGS[0]}{hidden(form)}{CLOSINGS[0]}\n</body>\n</html>\n"
    )


def data(_: Exported, form: dict[str, Any]) -> str:
    """The data of an answer alone."""
    return written(form)


EXPORTS: Mapping[str, Callable[[Answer], str]] = {
    "json": to_json,
    "markdown": to_markdown,
    "html": to_html,
}
WRITERS: Mapping[str, Callable[[Exported, dict[str, Any]], str]] = {
    "JSON": data,
    "Markdown": markdown,
    "HTML": html,
}


def _notes(exported: Exported) -> Iterator[str]:
    if exported.generation is not None:
        yield f"Generation {exported.generation} of the index"
    if exported.claims:
        yield HOW_TO_CHECK
    yield STATED if exported.claims else UNPROVED


def _answer(exported: Exported) -> str:
    if exported.answer is None:
        return (
            '<p class="answer">The articles do not answer this.</p>\n'
            + _note(f"{exported.reason}.")
        )  # fmt: skip
    return f'<p class="answer" dir="auto">{escaped(exported.answer)}</p>\n' + _note(
        confidence_in_words(exported.confidence)
    )


def _evidence(claim: Claim) -> str:
    notes = [origin(claim), *([also_in(claim)] if claim.copies else []), f"SHA-256 {claim.digest}"]
    return (
        f'<li value="{claim.number}">\n<blockquote dir="auto">{_passage(claim)}</blockquote>\n'
        f"{''.join(map(_note, notes))}</li>\n"
    )


def _passage(claim: Claim) -> str:
    """The passage with the sentence marked in it, and the quote in that."""
    before, after = _around(claim)
    opening, closing = claim.around_quote
    quote = f"{escaped(opening)}<b>{escaped(claim.quote)}</b>{escaped(closing)}"
    return f"{escaped(before)}<mark>{quote}</mark>{escaped(after)}"


def _around(claim: Claim) -> tuple[str, str]:
    """What stands in the passage before the sentence, and behind it."""
    if claim.passage is None:
        return "", ""
    text, start = claim.passage.text, claim.passage.span.start
    return text[: claim.sentence.start - start], text[claim.sentence.end - start :]


def _note(text: str) -> str:
    return f'<p class="note" dir="auto">{escaped(text)}</p>\n'


def _answer_marked_down(exported: Exported) -> str:
    if exported.answer is None:
        return f"The articles do not answer this: {_marked_down(exported.reason or '')}."
    confidence = _marked_down(confidence_in_words(exported.confidence))
    return f"**{_marked_down(exported.answer)}**\n({confidence})"


def _evidence_marked_down(claim: Claim) -> Iterator[str]:
    opening, closing = map(_piece, claim.around_quote)
    before, after = map(_piece, _around(claim))
    yield f"{claim.number}. {_marked_down(origin(claim))}"
    yield ""
    yield f"   > {opening}**{_marked_down(claim.quote)}**{closing}"
    yield ""
    notes = [f"In its paragraph: {before}\\[…\\]{after}"] if before or after else []
    notes += [_marked_down(also_in(claim))] if claim.copies else []
    yield from (line for note in [*notes, f"SHA-256 {claim.digest}"] for line in (f"   {note}", ""))


def _piece(text: str) -> str:
    """A piece of a line: white space at its ends parts it from its neighbours."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{_marked_down(text)}{after}"


def _marked_down(text: str) -> str:
    """The text in one line, as Markdown shows it letter by letter."""
    text = _ACTIVE.sub(r"\\\g<0>", printable(text)).replace("\\<", "&lt;")  # opens no comment
    return _LEADING.sub(lambda m: m[0] + "\\", _ADDRESS.sub(r"\\\g<0>", text))
