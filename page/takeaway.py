"""Taking away: the answer with its evidence as a file.

Owns the files' names and what is said of them. The text goes to the browser, which saves it: no
file is made here. Knows nothing of what the files hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from qa.answer import Answer
from qa.evidence.export import to_html, to_json, to_markdown

FORMS: Mapping[str, tuple[str, str, Callable[[Answer], str]]] = {
    "Markdown": ("md", "text/markdown", to_markdown),
    "JSON": ("json", "application/json", to_json),
    "HTML page": ("html", "text/html", to_html),
}
SAID = (
    "The answer with its evidence, offsets and digests, as a file. Whoever has the articles can"
    " prove it later: qa verify FILE"
)
_LETTERS = 60  # of the question in a file's name


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the browser to save."""

    name: str
    kind: str
    text: str


def download(answer: Answer | None, form: str) -> Download | None:
    """The answer in one of the forms; None where there is no answer or no such form."""
    if answer is None or form not in FORMS:
        return None
    ending, kind, write = FORMS[form]
    return Download(f"{_stem(answer.question)}.{ending}", kind, write(answer))


def download_to_dict(answer: Answer | None, form: str) -> dict[str, str] | None:
    """What the browser is given, as JSON."""
    made = download(answer, form)
    return asdict(made) if made else None


def _stem(question: str) -> str:
    words = re.sub(r"[^\w]+", "-", question.casefold()).strip("-_")[:_LETTERS].strip("-_")
    return f"answer-{words}" if words else "answer"
