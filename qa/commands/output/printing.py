"""Printing answers in the format that was asked for, one by one or all at the end.

Owns which formats hold one answer each, and which hold them all. What each looks like is
output/answer.py's and evidence/'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.filtering.filter import Filter
from qa.answer import Answer, Citation
from qa.commands.process import write_as_file
from qa.commands.terminal import print_json

Suggestion = Callable[[Answer], Filter | None]


@contextmanager
def printing(form: str, suggested: Suggestion) -> Iterator[Callable[[Answer], None]]:
    """A function that prints an answer; the articles cited by all are printed at the end, where
    the format is one of bibliographies. ``suggested`` is the filter that a question's words name.
    """
    from qa.evidence.bibliography.formats import WRITERS, write_bibliography

    if form not in WRITERS:
        yield lambda answer: _print_answer(answer, form, suggested)
        return
    cited: list[Citation] = []
    yield lambda answer: cited.extend(answer.evidence)
    write_as_file()
    print(write_bibliography(cited, form), end="")


def _print_answer(answer: Answer, form: str, suggested: Suggestion) -> None:
    from qa.commands.output.answer import answer_to_text
    from qa.evidence.export.writers import EXPORTS
    from qa.wire.answer import answer_to_dict

    if form == "line":
        print_json(answer_to_dict(answer, suggested(answer)))
    elif form == "text":
        print(answer_to_text(answer))
    else:
        write_as_file()
        print(EXPORTS[form](answer), end="")
