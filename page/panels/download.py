"""The download of an answer with its evidence as a file.

Owns the files' names, and the command that verifies them. The text is sent to the browser, which
saves it: no file is made here. Knows nothing of what the files contain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from page.panels.markup import note
from page.wording.wording import Wording
from qa.answer import Answer
from qa.checking.export.files import export_text
from qa.checking.result import CheckedText
from qa.evidence.bibliography.formats import write_bibliography
from qa.evidence.export.writers import to_html, to_json, to_markdown
from qa.html import Html

Writer = Callable[[Answer], str]


def _cited_as(form: str) -> Writer:
    return lambda answer: write_bibliography(answer.evidence, form)


# Name of the format: extension, media type, writer.
EXPORTS: Mapping[str, tuple[str, str, Writer]] = {
    "Markdown": ("md", "text/markdown", to_markdown),
    "JSON": ("json", "application/json", to_json),
    "HTML page": ("html", "text/html", to_html),
}
BIBLIOGRAPHIES: Mapping[str, tuple[str, str, Writer]] = {
    "BibTeX": ("bib", "application/x-bibtex", _cited_as("bibtex")),
    "RIS": ("ris", "application/x-research-info-systems", _cited_as("ris")),
    "CSL": ("csl.json", "application/vnd.citationstyles.csl+json", _cited_as("csl")),
}
FORMATS = {**EXPORTS, **BIBLIOGRAPHIES}
VERIFY = "qa verify FILE"
_MAX_STEM = 60  # characters of the question in a file's name


def answer_help_html(*, say: Wording) -> Html:
    return note(say("save.answer", command=VERIFY))


def text_help_html(*, say: Wording) -> Html:
    return note(say("save.text", command=VERIFY))


def bibliography_help_html(*, say: Wording) -> Html:
    return note(say("save.bibliography"))


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the browser to save; ``kind`` is its media type."""

    name: str
    kind: str
    text: str


def make_download(answer: Answer | None, format_name: str) -> Download | None:
    """The answer in one of the formats; None where there is no answer or no such format."""
    if answer is None or format_name not in FORMATS:
        return None
    extension, kind, write = FORMATS[format_name]
    return Download(f"{_stem(answer.question)}.{extension}", kind, write(answer))


def download_to_dict(answer: Answer | None, format_name: str) -> dict[str, str] | None:
    """The download as the browser takes it, in JSON."""
    made = make_download(answer, format_name)
    return asdict(made) if made else None


def checked_to_dict(checked: CheckedText | None, format_name: str) -> dict[str, str] | None:
    """The download of a checked text, in one of the formats of EXPORTS; None where there is no text
    or no such format.
    """
    if checked is None or format_name not in EXPORTS:
        return None
    extension, kind, _ = EXPORTS[format_name]
    text = export_text(checked, kind.rpartition("/")[2])
    return asdict(Download(f"checked-text.{extension}", kind, text))


def _stem(question: str) -> str:
    words = re.sub(r"[^\w]+", "-", question.casefold()).strip("-_")[:_MAX_STEM].strip("-_")
    return f"answer-{words}" if words else "answer"
