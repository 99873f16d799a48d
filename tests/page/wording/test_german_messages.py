"""Messages of the index and the assistant that the page shows in other languages than English.

Every error is found in the source, with samples of what it is filled with: a new one must have a
text in German, or be listed here as English or as put together elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import pytest

from index.sources.formats.draft import FOOTNOTE_MARKS, STRUCK
from index.sources.formats.pdf import reader as pdf
from index.sources.formats.web import article_region, boilerplate_words, hidden
from index.sources.formats.word import collector, visibility
from index.sources.formats.word import reader as word
from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.languages import LANGUAGES
from page.wording.messages import CONTROLS, message_in
from tests.source_files import FILES, name, tree

# No visitor of the page meets these, or only who runs the server can do anything about them: they
# are of models, settings, servers, workers, and files that the command line alone reads.
ENGLISH_ONLY = (
    "index/embedding/", "index/milvus/", "index/workers/", "index/filtering/form.py",
    "index/filtering/filter.py:_", "index/errors.py", "index/local/mark.py", "index/location.py",
    "index/nesting.py", "index/local/lock.py:_write_info", "index/sources/read.py",
    "index/sources/watching/watcher.py",
    "index/sources/formats/sandbox.py:_start_error", "index/sources/folder.py:require_no_index",
    "qa/checking/statements.py:_unreadable", "qa/commands/",
    "qa/evaluation/cases.py", "qa/evaluation/changes/runs.py", "qa/evaluation/changes/since.py",
    "qa/evaluation/checks.py:require", "qa/evaluation/checkup.py", "qa/evaluation/dialogues.py",
    "qa/evaluation/lists.py", "qa/evaluation/promising.py", "qa/evaluation/quotes.py",
    "qa/evaluation/statements.py", "qa/evaluation/yes_no.py", "qa/evidence/export/",
    "qa/evidence/mismatches.py:_other_facts", "qa/evidence/mismatches.py:_described",
    "qa/evidence/proof.py", "qa/extras.py", "qa/gaps/", "qa/assistant.py", "qa/promise.py",
    "qa/questions/aliases.py", "qa/readers/", "qa/retrieval/", "qa/service/", "qa/settings.py",
    "qa/speech/", "page/server/",
)  # fmt: skip
# Functions that put a message together from their arguments: what of it is tested with their calls.
BUILT = {
    "error": ("seed 'x' {}", "{}", "{}"),  # of an Origin
    "_too_much": ("seed 'x' holds {}",),
    "damaged": ("", "x {}"),
    "unusable": ("", "index folder 'x' cannot be {} (x)"),
    "_unknown": ("{}",),
    "Verdict": ("", "{}"),
    "Omission": ("", "{}"),
}
# Where a message is put together from others, or from what the caller gives.
BUILDERS = (
    "draft.py:error", "draft.py:parser_errors", "package.py:_too_much", "files.py:damaged",
    "files.py:unusable", "table.py:mask", "table.py:_unknown", "lock.py:write_lock",
    "opening.py:require_same_vectors", "manifest.py:from_json", "report.py:rejected_seeds",
    "fields.py:parse_fields", "pdf/reader.py:_draft", "web/reader.py:read", "word/reader.py:read",
    "seed.py:_omissions", "verification.py:verify", "verification.py:_verdict",
    "messages.py:", "wording.py:_value", "wording.py:_quote", "mismatches.py:mismatches",
)  # fmt: skip
TELLING = ("qa/evidence/mismatches.py", "qa/checking/wording.py")  # whose texts are messages
REASONS = [
    FOOTNOTE_MARKS, STRUCK, pdf._INVISIBLE, pdf._RUNNING_HEADS, visibility.HIDDEN,
    collector.NOTE_MARKS, article_region.OUTSIDE, hidden.HIDDEN, hidden.RUBY,
    *word._OTHER_PARTS.values(), "embedded documents",
    *(v for k, v in vars(boilerplate_words).items() if k.isupper() and isinstance(v, str)),
]  # fmt: skip


Scopes = Sequence[Mapping[str, Sequence[ast.expr]]]  # what is assigned to each name, nearest first
Told = tuple[str, str, list[str] | None]  # place, source and samples of a part of a message


def samples(node: ast.expr, within: Scopes) -> list[str] | None:
    """Values of an expression, with samples in the places of what is filled in; None where only
    the callers of the function know.
    """
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        both = [samples(one, within) for one in (node.body, node.orelse)]
        return None if None in both else [s for one in both for s in one or ()]
    if isinstance(node, ast.JoinedStr):
        parts = [samples(one, within) or [] for one in node.values]
        return ["".join(one) for one in product(*parts)]
    if isinstance(node, ast.FormattedValue):
        if node.conversion == ord("r"):
            return ["'x'"]
        return (samples(node.value, within) if not _is_filled_in(node) else None) or ["7"]
    if isinstance(node, ast.BinOp):
        sides = [samples(one, within) or [] for one in (node.left, node.right)]
        return ["".join(one) for one in product(*sides)]
    if isinstance(node, ast.Name):
        return _assigned(node.id, within)
    is_quoted = isinstance(node, ast.Call) and ast.unparse(node.func) == "quoted"
    return ["“x”"] if is_quoted else None


def _is_filled_in(node: ast.FormattedValue) -> bool:
    known = ast.Name | ast.IfExp | ast.Call
    return node.format_spec is not None or not isinstance(node.value, known)


def _assigned(name: str, within: Scopes) -> list[str] | None:
    """The values assigned to a name in the function and in its file, or added to it."""
    values = [value for scope in within for value in scope.get(name, ())]
    return [one for value in values for one in samples(value, ()) or ()] or None


def scope(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for one, value in pairs:
                if isinstance(one, ast.Name):
                    found.setdefault(one.id, []).append(value)
    return found


def told() -> Iterator[Told]:
    """Each part of an error, verdict or omission that is raised in a file that is not listed."""
    for path in FILES:
        if _is_listed(f"{name(path)}:"):
            continue
        module = tree(path)
        constants = [node for node in module.body if isinstance(node, ast.Assign)]
        known = scope(constants)
        for constant in constants:
            yield from _told_within(ast.walk(constant), f"{name(path)}:", (known,))
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef):
                nodes = list(ast.walk(function))
                place = f"{name(path)}:{function.name}"
                yield from _told_within(nodes, place, (scope(nodes), known))


def _told_within(nodes: Iterable[ast.AST], place: str, within: Scopes) -> Iterator[Told]:
    for node in nodes:
        if isinstance(node, ast.Call):
            yield from _told_by(node, place, within)
        is_told = isinstance(node, ast.Yield | ast.Return) and place.startswith(TELLING)
        if is_told and isinstance(node.value, ast.JoinedStr | ast.Constant):
            yield place, ast.unparse(node.value), samples(node.value, within)


def _told_by(call: ast.Call, place: str, within: Scopes) -> Iterator[Told]:
    function = call.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    parts = {one.arg: one.value for one in call.keywords}
    if "cure" in parts and called[0] != "_":
        for part in ("found", "expected", "cure"):
            if part in parts:
                yield place, ast.unparse(parts[part]), samples(parts[part], within)
    forms = BUILT.get(called, ())
    if len(call.args) >= len(forms):
        for form, argument in zip(forms, call.args, strict=False):
            if form:
                found = samples(argument, within)
                yield place, ast.unparse(argument), found and [form.format(s) for s in found]


def _is_listed(place: str) -> bool:
    listed = (*ENGLISH_ONLY, *BUILDERS)
    return any(place.startswith(one) or f"/{one}" in place for one in listed)


@pytest.fixture(scope="module")
def parts() -> list[Told]:
    return [one for one in told() if not _is_listed(one[0])]


def test_the_errors_are_found_in_the_source(parts):
    assert len(parts) > 150
    assert "seed 'x' holds no text" in [s for _, _, found in parts for s in found or ()]


def test_every_error_that_a_visitor_meets_has_a_german_text(parts):
    unknown = [
        (place, said)
        for place, _, found in parts
        for said in found or ()
        if message_in(said, GERMAN) is None
    ]
    assert unknown == []
    assert [(place, source) for place, source, found in parts if found is None] == []


@pytest.mark.parametrize(
    "said",
    [
        *REASONS,
        "seed 'x' cannot be read as a PDF (7)",
        "no article states the source 'x'",
        "no article states the author 'x'",
        "another process is writing 'x'",
        "another process (process 7, since 9:00) is writing 'x'",
        "the index in 'x' was built with 7",
        "the index in x has schema 7",
        "the field title is 7, no line of text",
        "'x' is gone",
        *(f"its characters 7-9 are not the {what}" for what in ("quote", "sentence", "passage")),
        "quotation “x” is altered, see [7]: “y” put in; “y” left out by an ellipsis",
        "the file is the one that was indexed, and the quote cuts a word or a number",
        "the file has changed since it was indexed; the quote stands at 7-9 now",
        *(
            f"{kind} “x”: {what}"
            for kind in ("number", "money", "percentage", "rank", "date", "name")
            for what in ("the article has “y”", "not in the supporting sentences")
        ),
    ],
)
def test_what_is_put_together_has_a_german_text(said):
    assert message_in(said, GERMAN) is not None


@pytest.mark.parametrize("wording", [one for one in LANGUAGES.values() if one is not ENGLISH])
def test_every_language_has_the_same_messages_and_uses_only_their_values(wording):
    assert wording.messages.keys() == GERMAN.messages.keys()
    for english, said in wording.messages.items():
        assert set(re.findall(r"{(\w+)}", said)) <= {*re.findall(r"{(\w+)}", english), *CONTROLS}
