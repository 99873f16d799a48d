"""The kinds of files that a checked text is exported as. Pure.

Owns which there are. Each carries the whole result as data, so that ``qa verify`` can prove it, and
is the same for equal results. None loads anything; a link opens an article's own page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qa.checking.export.data import to_export_data
from qa.checking.export.markdown import write_markdown
from qa.checking.export.page import write_html
from qa.checking.result import CheckedText
from qa.evidence.export.data import standalone


def write_json(_: CheckedText, data: dict[str, Any]) -> str:
    """The JSON file of a checked text: its data alone."""
    return standalone(data)


WRITERS: Mapping[str, Callable[[CheckedText, dict[str, Any]], str]] = {
    "JSON": write_json,
    "Markdown": write_markdown,
    "HTML": write_html,
}


EXPORTS = {kind.lower(): writer for kind, writer in WRITERS.items()}


def export_text(checked: CheckedText, form: str) -> str:
    """The file of a checked text; ``form`` is a key of EXPORTS."""
    return str(EXPORTS[form](checked, to_export_data(checked)))
