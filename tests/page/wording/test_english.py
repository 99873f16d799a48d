"""Every text of the page is in its catalogue: no panel or tab has one of its own.

The panels are rendered with a catalogue whose texts are marked, over articles and questions without
a Latin letter. A Latin word that is not marked is one that no translator finds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index import Filter
from page.panels.article_view import article_html, verdict_html
from page.panels.articles import ArticlesPanel
from page.panels.ask import AnswerPanel, answer_html
from page.panels.asking.start import StartPanel
from page.panels.asking.topic import Topic
from page.panels.asking.topic_view import topic_html
from page.panels.checked_text import CheckTextPanel
from page.panels.checks import ChecksPanel, update_html
from page.panels.compare import comparison_html
from page.panels.events import Action
from page.panels.evidence import EvidencePanel
from page.panels.filters import FilterInput, FilterPanel
from page.panels.gaps import GapsPanel
from page.panels.head.status_bar import StatusBar, status_html
from page.panels.library.panel import LibraryPanel
from page.panels.library.view import ORDERS, LibraryView
from page.panels.promise import promise_html
from page.panels.why import WhyPanel
from page.state.checkup_job import CheckupJob, CheckupState
from page.state.index_monitor import IndexMonitor, IndexStatus
from page.state.update_job import JobState
from page.tabs.browser_texts import PIECES
from page.wording.english import ENGLISH, TEXTS
from page.wording.reasons import KNOWN
from page.wording.wording import Text
from qa.answer import Alternative, Item, Part, Scope
from qa.checking import check
from qa.evaluation.changes.outcomes import ABSTENTION, Outcome
from qa.evaluation.changes.since import Change, Comparison
from qa.evaluation.checks import Check
from qa.evidence.verification import Verdict
from qa.promise import Promise
from qa.readers.sentence_reader import SentenceReader
from tests.qa.test_answer import answer, citation
from tests.support.paths import ROOT
from tests.support.toys import article

SPEAKING = [
    *(p for name in ("panels", "tabs", "wording") for p in ROOT.glob(f"page/{name}/**/*.py")),
    ROOT / "page/layout.py",
]
OPEN, CLOSE = "⟦", "⟧"
NAME = {"article", "qa"}  # of the program
QUESTION = "Έπεσε το μήλο στην πέτρα;"
FILES = {
    "α.txt": "---\ntitle: Μήλα\nsource: Πηγή\nauthor: Άννα\ndate: 2023-10-03\n---\n"
    "Το μήλο έπεσε στην πέτρα 12.\n\nΤο ποτάμι ανέβηκε.",
    "β.txt": "---\ndate: 2023-11-07\n---\nΤο μήλο έπεσε στην πέτρα 14.",
    "γ.txt": "Βρέχει.",
}  # fmt: skip


def marked(text: Text) -> Text:
    forms = (text,) if isinstance(text, str) else text
    done = tuple(f"{OPEN}{form}{CLOSE}" for form in forms)
    return done[0] if isinstance(text, str) else done


MARKED = replace(
    ENGLISH,
    texts={name: marked(text) for name, text in TEXTS.items()},
    months=[f"{OPEN}{month}{CLOSE}" for month in ENGLISH.months],
    short_months=[f"{OPEN}{month}{CLOSE}" for month in ENGLISH.short_months],
)


class Visible(HTMLParser):
    """The texts that a visitor reads or hears, except where they are said to be in English."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._english: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._english.append(given.get("lang") == "en")
        if not any(self._english):
            names = ("aria-label", "title", "placeholder", "data-copied", "data-title")
            self.texts += [given[name] or "" for name in names if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._english.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._english):
            self.texts.append(data)


def unmarked(html: str) -> list[str]:
    """The Latin words in what is visible that are no part of a marked text."""
    parser = Visible()
    parser.feed(html)
    parser.close()
    found = []
    for text in parser.texts:
        left, before = re.sub(rf"[^\s{OPEN}{CLOSE}]+\.txt\b|\b[0-9a-f]{{64}}\b", "", text), None
        while left != before:
            left, before = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", left), left
        found += re.findall("[A-Za-z]{2,}", left)
    return [word for word in found if word not in NAME]


def of_answers(host) -> Iterator[str]:
    opened = host(FILES)
    panel, evidence = AnswerPanel(opened), EvidencePanel(opened)
    html, given = panel.answer(QUESTION, FilterInput(after="2023"), say=MARKED)
    assert given
    yield html
    yield panel.answer("", say=MARKED)[0]
    yield evidence.cards(given, say=MARKED)
    yield evidence.verified_cards(given, say=MARKED)
    yield evidence.first_article(given, say=MARKED)
    yield evidence.open(given, 1, say=MARKED)
    yield evidence.read("γ.txt", say=MARKED)
    yield evidence.read("δ.txt", say=MARKED)
    yield comparison_html(given, say=MARKED)
    yield comparison_html(None, say=MARKED)
    yield WhyPanel(opened).passages(given, say=MARKED)
    yield WhyPanel(opened).locate(given, "Βρέχει.", say=MARKED)
    yield WhyPanel(opened).locate(given, "", say=MARKED)
    yield topic_html(
        Topic().with_answer(given).with_answer(replace(given, question="Τι;")), say=MARKED
    )
    many = Topic()
    for number in range(5):
        many = many.with_answer(replace(given, question=f"{number};"))
    yield topic_html(many, say=MARKED)
    yield StartPanel(opened).overview(say=MARKED) + StartPanel(opened).examples(say=MARKED)
    summary = FilterPanel(opened).summary(FilterInput(after="2023", authors=["Άννα"]), say=MARKED)
    yield from (*summary, FilterPanel(opened).choices(say=MARKED).dates)
    yield panel.answer("Βρέχει;", FilterInput(after="2023"), say=MARKED)[0]


def of_made_answers(host) -> Iterator[str]:
    greek = "Το μήλο έπεσε."
    cited = citation(article="α.txt", quote="μήλο", sentence_text=greek, span=replace(
        citation().span, start=3, end=7), copies=("β.txt",), page=3,
        published=date(2023, 10, 3))  # fmt: skip
    other = replace(
        cited,
        number=2,
        article="β.txt",
        published=date(2023, 11, 7),
        quote="έπεσε",
        span=replace(cited.span, start=8, end=13),
    )
    given = answer(
        question=QUESTION, text="μήλο", citations=(cited,), complete=False,
        alternatives=(Alternative("έπεσε", 0.31, (other,)),),
        items=(Item("μήλο", 0.5, 1), Item("πέτρα", 0.4, 2))
    )  # fmt: skip
    scope = Scope(Filter.parse(after="2023", sources=["Πηγή"], authors=["Άννα", "Ά"]), 1, 3, 2)
    promise = Promise(0.05, 0.95, 0.62, 95, 80, 1, "/i", 1, "setup")
    suggested = Filter.parse(before="2023", within=["α.txt"])
    yield answer_html(given, promise, suggested, asked="Τι;", say=MARKED)
    parts = (Part("Τι;", "μήλο", None, 0.5, (cited,)), Part("Πώς;", None, "nothing", 0.0, ()))
    yield answer_html(replace(given, parts=parts, scope=scope), say=MARKED)
    yield answer_html(replace(given, alternatives=(), kind="yes_no", decides="yes"), say=MARKED)
    none = replace(given, text=None, reason="x", citations=(), alternatives=(), items=())
    yield answer_html(none, say=MARKED)
    yield promise_html(promise, holds=True, say=MARKED)
    yield promise_html(promise, holds=False, say=MARKED)
    yield from (render(say=MARKED) for render in PIECES)


def of_the_library(host, seeds, tmp_path) -> Iterator[str]:
    opened = host(FILES | {f"{n}.txt": f"Α {n}." for n in range(60)})
    panel = LibraryPanel(opened, monitor := IndexMonitor(opened))
    seeds({"ν.txt": "Νέο.", "ε.txt": b"\x00", "α.txt": "Άλλο."}).joinpath("β.txt").unlink()
    for order in ORDERS:
        yield panel.html(LibraryView(order=order), say=MARKED)
    for view in (
        LibraryView(words="ω"), LibraryView(words="γ"), LibraryView(deleting="γ.txt"),
        LibraryView(searched="μήλο"), LibraryView(searched="ωω"), LibraryView(opened="γ.txt"),
        LibraryView(searched="μήλο", opened="α.txt", at=3), LibraryView(opened="ψ.txt"),
    ):  # fmt: skip
        yield panel.html(view, say=MARKED)
    files = ArticlesPanel(opened, monitor)
    for name, content in (("γ.txt", "Βρέχει."), ("α.txt", "Β."), ("κ.txt", ""), ("λ.txt", "Λ.")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    said, taken = files.add([str(tmp_path / f"{n}.txt") for n in "γακλ"], say=MARKED)
    yield said
    yield files.resolve(taken, 0, replace=False, say=MARKED)
    yield files.resolve(taken, 0, replace=True, say=MARKED)
    yield files.delete("λ.txt", say=MARKED)
    text = "\n\n".join(f"Η παράγραφος {n}." for n in range(20_000))
    yield article_html(article(text), say=MARKED)
    for state in ("verified", "changed", "missing", "forged"):
        verdict = Verdict(state, "x", nearest="Ω.")
        for outdated in (False, True):
            yield verdict_html(verdict, article("Ω."), outdated=outdated, say=MARKED)


def of_the_index(host, seeds) -> Iterator[str]:
    opened = host()
    bar = StatusBar(opened, monitor := IndexMonitor(opened))
    yield bar.html(say=MARKED)
    yield StartPanel(opened).overview(say=MARKED) + StartPanel(opened).examples(say=MARKED)
    seeds(FILES)
    yield bar.html(say=MARKED)
    yield AnswerPanel(opened).answer(QUESTION, say=MARKED)[0]
    bar.update(say=MARKED)
    monitor.job.wait()
    yield bar.html(say=MARKED)
    folder = seeds({"α.txt": "Νέο.", "ε.txt": b"\x00", **{f"{n}.txt": "Α." for n in range(60)}})
    (folder / "β.txt").rename(folder / "ζ.txt")
    (folder / "γ.txt").unlink()
    yield bar.html(say=MARKED)
    bar.update(say=MARKED)
    monitor.job.wait()
    yield bar.html(say=MARKED)
    yield bar.undo(say=MARKED)
    for job in (JobState(running=True), JobState(running=True, done=1, total=3, remaining=200.0)):
        yield status_html(IndexStatus(job=job), say=MARKED)


def of_the_checkup(host, seeds, tmp_path) -> Iterator[str]:
    opened = host(FILES, checks=str(tmp_path / "c.jsonl"), gaps=str(tmp_path / "g.jsonl"))
    job = CheckupJob(opened, tmp_path / "c.jsonl")
    panel = ChecksPanel(opened, tmp_path / "c.jsonl", job)
    yield panel.saved(say=MARKED)
    yield GapsPanel(opened).html(say=MARKED)
    yield panel.save(None, 1, say=MARKED)
    yield panel.save(opened.assistant.ask(QUESTION), 1, say=MARKED)
    yield panel.save(
        opened.assistant.ask(QUESTION, where=Filter.parse(after="2023")), 0, say=MARKED
    )
    yield panel.saved(say=MARKED)
    yield panel.run(say=MARKED)
    job.wait()
    yield panel.saved(say=MARKED) + panel.head(say=MARKED) + panel.tab_label(say=MARKED)
    seeds({"α.txt": "---\ndate: 2023-11-09\n---\nΤο μήλο έπεσε.", "β.txt": "Τίποτα."})
    opened.update()
    yield panel.head(say=MARKED)
    panel.run(say=MARKED)
    job.wait()
    yield panel.saved(say=MARKED) + panel.head(say=MARKED) + panel.tab_label(say=MARKED)
    yield panel.act(Action("remove", name=QUESTION), say=MARKED)
    changed = Change(Check("Τι;"), ("answer",), ABSTENTION, Outcome("Α"))
    yield update_html(CheckupState(True, 3, 12), say=MARKED)
    yield update_html(CheckupState(comparison=Comparison(6, 7, 12, (changed,))), say=MARKED)


def of_a_text(host) -> Iterator[str]:
    panel = CheckTextPanel(host(FILES))
    html, checked, evidence = panel.check(
        "Το μήλο έπεσε στην πέτρα 13. Χιονίζει.", FilterInput(after="2023"), say=MARKED
    )
    yield html
    yield evidence
    yield panel.evidence(checked, 1, say=MARKED)
    yield panel.evidence(checked, 2, say=MARKED)
    yield panel.check("", say=MARKED)[0]


@cache
def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """The last name of what is called, as ``answer_html`` or ``cards``."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def named_texts() -> Iterator[str]:
    """Patterns of the names of the texts that the page says."""
    for call in (call for path in SPEAKING for call in calls(path)):
        if called(call) not in ("say", "self", "label", "_day") or not call.args:
            continue
        prefix = "control." if called(call) == "label" else ""
        for name in ast.walk(call.args[0]):
            if isinstance(name, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else None for p in name.values)
                yield prefix + "".join(".+" if p is None else re.escape(str(p)) for p in parts)
            elif isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield prefix + re.escape(name.value)


def test_every_text_is_said_somewhere():
    patterns = set(named_texts())
    said = [name for name in TEXTS if not name.startswith(KNOWN)]  # reasons are recognised
    assert [name for name in said if not any(re.fullmatch(p, name) for p in patterns)] == []


def test_who_may_speak_is_told_the_language():
    """No function falls back to English where it is called by the page."""
    speakers = {
        (node.name, path if node.name.startswith("_") else None)
        for path in SPEAKING
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and "say" in {argument.arg for argument in node.args.kwonlyargs}
    }
    mute = {
        f"{path.relative_to(ROOT)}:{call.lineno} {called(call)}"
        for path in SPEAKING
        for call in calls(path)
        if {(called(call), None), (called(call), path)} & speakers
        and "say" not in {keyword.arg for keyword in call.keywords}
    }
    assert mute == set()


@pytest.mark.parametrize(
    "rendered",
    [of_answers, of_made_answers, of_the_index, of_the_library, of_the_checkup, of_a_text],
)
def test_whatever_a_panel_says_is_in_the_catalogue(rendered, host, seeds, tmp_path, monkeypatch):
    monkeypatch.setattr(check, "_value_reader", SentenceReader)
    given = {"host": host, "seeds": seeds, "tmp_path": tmp_path}
    wanted = rendered.__code__.co_varnames[: rendered.__code__.co_argcount]
    shown = [str(html) for html in rendered(**{name: given[name] for name in wanted})]
    assert any(OPEN in html for html in shown)
    assert {word: html for html in shown for word in unmarked(html)} == {}


def test_whatever_a_control_is_called_is_in_the_catalogue(config):
    written = {
        (component["type"], name): value
        for component in config["components"]
        if component["type"] != "api"
        for name in ("label", "placeholder", "submit_btn", "value", "info")
        if isinstance(value := component["props"].get(name), str)
        and re.search("[A-Za-z]", value)
        and not value.startswith(("__i18n__", "<h1>"))  # the other is the name
    }
    assert written == {}
