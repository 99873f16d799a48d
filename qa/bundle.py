"""The data of an exported answer: made of an Answer, put into a file and out of it, and read back.

Owns its keys, how it hides in HTML and Markdown, and what of it is malformed. What is read back is
a claim, true or not. Knows nothing of how an exported answer looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.corpus import Span
from index.errors import ExportError
from qa.answer import Answer, Citation
from qa.claim import Claim, Slice
from qa.render import answer_to_dict

# Where the data stands in a page, and in a Markdown file.
OPENINGS = ('<script type="application/json" id="article-qa">', "<!-- article-qa\n")
CLOSINGS = ("</script>", "\n-->")

LARGEST = 2**53  # what every JSON reader takes for a whole number; no offset comes near it

_NEXT = re.compile(r"\S")

# Data may say anything: in this form nothing in it can end the block or comment that it stands in.
_HIDDEN = (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("--", "\\u002d\\u002d"))


@dataclass(frozen=True, slots=True)
class Exported:
    """An answer as a file states it; ``claims`` are its citations, none where it abstains."""

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    claims: tuple[Claim, ...]
    generation: int | None


def form_of(answer: Answer) -> dict[str, Any]:
    """The data of an answer: that of ``qa ask --json`` without the time, with the passages."""
    form = answer_to_dict(answer)
    del form["elapsed_ms"]
    form.pop("degraded", None)  # what is exported holds, whatever did not answer
    form["generation"] = answer.generation
    for citation, fields in zip(answer.citations, form["citations"], strict=True):
        around = _passage_around(citation, answer)
        fields["passage"] = around.text
        fields["passage_start"], fields["passage_end"] = around.span.start, around.span.end
    return form


def hidden(form: dict[str, Any]) -> str:
    """The data as one line that can stand in HTML and in Markdown."""
    text = json.dumps(form, sort_keys=True)
    for character, escape in _HIDDEN:
        text = text.replace(character, escape)
    return text


def forms_in(text: str) -> list[Any]:
    """The data in a file: objects, arrays of them, or hidden in a page.

    None for a file of anything else. Raises ValueError for broken JSON.
    """
    return list(_stated_in(text) if is_data(text) else _hidden_in(text))


def is_data(text: str) -> bool:
    """Whether a file is JSON, which shows nothing but what it states."""
    return text.lstrip()[:1] in ("{", "[")


def parse(form: Any, place: str) -> Exported:
    """Read data back. Raises ExportError that names the place where they are malformed."""
    try:
        answer = _Fields(form)
        exported = Exported(
            question=answer.text("question"),
            answer=answer.text_or_none("answer"),
            reason=answer.text_or_none("reason"),
            confidence=answer.share("confidence"),
            claims=tuple(_claim(_Fields(c)) for c in answer.list("citations")),
            generation=answer.number("generation") if "generation" in form else None,
        )
        if (exported.answer is None) == bool(exported.claims):
            raise ValueError("an answer without citations, or citations without an answer")
        return exported
    except (ValueError, TypeError, KeyError) as error:
        said = f"no key {error}" if isinstance(error, KeyError) else error
        raise ExportError(
            found=f"{place} is not an exported answer ({said})",
            expected="what qa ask --json or --format gave",
            cure="export the answer again",
        ) from error


@dataclass(frozen=True, slots=True)
class _Fields:
    """The keys of a JSON object, each of the type that is asked for. Raises as Python does."""

    form: Any

    def text(self, key: str) -> str:
        return self._of(key, str)  # type: ignore[no-any-return]

    def text_or_none(self, key: str) -> str | None:
        return None if self.form[key] is None else self.text(key)

    def number(self, key: str) -> int:
        value: int = self._of(key, int)
        if not 0 <= value < LARGEST:
            raise ValueError(f"{key} is out of bounds")
        return value

    def share(self, key: str) -> float:
        value = self._of(key, (int, float))
        if not 0 <= value <= 1:
            raise ValueError(f"{key} is {value}")
        return float(value)

    def list(self, key: str) -> list[Any]:
        return self._of(key, list)  # type: ignore[no-any-return]

    def span(self, prefix: str = "") -> Span:
        return Span(self.number(f"{prefix}start"), self.number(f"{prefix}end"))

    def _of(self, key: str, kind: type | tuple[type, ...]) -> Any:
        value = self.form[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise TypeError(f"{key} is {value!r:.60}")
        return value


def _claim(fields: _Fields) -> Claim:
    published = fields.text_or_none("published")
    return Claim(
        number=fields.number("number"),
        article=fields.text("article"),
        title=fields.text_or_none("title"),
        source=fields.text_or_none("source"),
        published=date.fromisoformat(published) if published else None,
        span=fields.span(),
        sentence=fields.span("sentence_"),
        quote=fields.text("quote"),
        sentence_text=fields.text("sentence"),
        digest=fields.text("digest"),
        score=fields.share("score"),
        copies=tuple(map(str, fields.list("copies"))),
        passage=Slice(fields.span("passage_"), fields.text("passage"))
        if "passage" in fields.form
        else None,
    )


def _passage_around(citation: Citation, answer: Answer) -> Slice:
    """The passage that was read, or the sentence where no hit holds it."""
    for hit in answer.hits:
        passage = hit.passage
        if passage.article.id == citation.article and passage.span.contains(citation.sentence):
            return Slice(passage.span, passage.text)
    return Slice(citation.sentence, citation.sentence_text)


def _stated_in(text: str) -> Iterator[Any]:
    """The objects of a file of them, one behind the other or in arrays."""
    decoder, at = json.JSONDecoder(), 0
    while start := _NEXT.search(text, at):
        form, at = decoder.raw_decode(text, start.start())
        yield from form if isinstance(form, list) else [form]


def _hidden_in(text: str) -> Iterator[Any]:
    for opening, closing in zip(OPENINGS, CLOSINGS, strict=True):
        for block in text.split(opening)[1:]:
            yield json.loads(block.split(closing)[0])
