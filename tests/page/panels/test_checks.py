import os

import pytest

from index import Filter
from page.panels.checks import ChecksPanel, summary_html, update_html
from page.panels.events import Action
from page.state.checkup_job import CheckupJob, CheckupState
from qa.evaluation.changes.outcomes import ABSTENTION, Outcome
from qa.evaluation.changes.review import Review
from qa.evaluation.changes.since import Change, Comparison
from qa.evaluation.checks import Check
from qa.promise import promise_path

APPLES = "An apple fell on the stone.\n\nThe river rose."
QUESTION = "Did the apple hit a stone?"


@pytest.fixture
def checks(host, tmp_path):
    opened = host({"a.txt": APPLES}, checks=str(tmp_path / "checks.jsonl"))
    job = CheckupJob(opened, tmp_path / "checks.jsonl")
    return opened, ChecksPanel(opened, tmp_path / "checks.jsonl", job), job


def run(page, job):
    page.run()
    job.wait()
    return page.head()


def test_a_kept_question_is_asked_again(checks):
    opened, page, job = checks
    assert "No tests yet" in page.saved() and page.run() == ""
    assert "Saved." in page.save(opened.assistant.ask(QUESTION), 1)
    html = page.saved()
    assert QUESTION in html and "1 test<" in html and "not asked again yet" in html
    assert "1 of 1 pass in generation 1</b> · no change" in run(page, job)
    assert "as saved" in page.saved() and "Accept" not in page.saved()


def test_what_differs_is_told_first_with_both_answers_until_it_is_accepted(checks, seeds):
    opened, page, job = checks
    page.save(opened.assistant.ask("Did the river rise?"), 1)
    page.save(opened.assistant.ask(QUESTION), 1)
    before = page.fingerprint()
    run(page, job)
    assert page.tab_label() == "Check-up" and page.fingerprint() != before
    seeds({"a.txt": "---\ndate: 2023-11-09\n---\nThe apple hit no stone.\n\nThe river rose."})
    opened.update()
    assert "The index is at generation 2." in page.head()
    assert "1 of 2 pass in generation 2</b> · 2 answered otherwise" in run(page, job)
    assert page.tab_label() == "Check-up (2)"
    html = page.saved()
    assert html.index(">differs<") < html.index("Accept") and "other date" in html
    assert "An apple fell on the stone." in html and "The apple hit no stone." in html
    assert "1 answered otherwise" in page.act(Action("accept", name=QUESTION))
    assert page.tab_label() == "Check-up (1)"
    page.act(Action("remove", name="Did the river rise?"))
    assert page.tab_label() == "Check-up" and "Did the river rise?" not in page.saved()
    assert 'role="alert"' in page.act(Action("accept", name="Who?"))
    assert 'role="alert"' not in page.act(Action("anything", name=QUESTION))


def test_questions_do_not_run_together(checks):
    opened, page, _ = checks
    page.save(opened.assistant.ask("What?"), 0)
    page.save(opened.assistant.ask("<b>Who</b>?"), 0)
    html = page.saved()
    assert html.count("<li ") == html.count("<h3 ") == 2 and "<b>Who" not in html


def test_nothing_asked_is_nothing_to_keep(checks):
    assert "ask a question first" in checks[1].save(None, 1)


def test_a_file_that_is_none_is_one_line(checks, tmp_path):
    (tmp_path / "checks.jsonl").write_text("{")
    page, job = checks[1:]
    assert 'role="alert"' in page.saved() and 'role="alert"' in run(page, job)
    assert page.tab_label() == "Check-up"
    assert 'role="alert"' in page.save(checks[0].assistant.ask(QUESTION), 1)


def test_a_damaged_promise_is_one_line(checks, tmp_path):
    before = checks[1].fingerprint()
    promise_path(tmp_path / "checks.jsonl").write_text("{}")
    assert "is not a record of a promise" in checks[1].head()
    assert checks[1].fingerprint() != before


def test_the_line_after_an_update():
    changed = Change(Check("Who?"), ("answer",), ABSTENTION, Outcome("I"))
    assert update_html(CheckupState()) == ""
    assert "Asking the saved questions: 3 of 12" in update_html(CheckupState(True, 3, 12))
    html = update_html(CheckupState(comparison=Comparison(6, 7, 12, (changed,))))
    assert "1 of 12 saved questions is answered otherwise than in generation 6." in html
    assert 'data-do="checks"' in html
    html = update_html(CheckupState(comparison=Comparison(6, 7, 12, ())))
    assert "0 of 12 saved questions are answered otherwise" in html and "data-do" not in html


def test_a_summary_counts_what_was_asked():
    assert "0 of 0 pass in generation 3</b> · no change" in summary_html(Review((), 3))


def test_files_that_cannot_be_looked_at_are_as_none(checks, monkeypatch):
    before = checks[1].fingerprint()

    def fail(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "stat", fail)
    assert checks[1].fingerprint() == before


def test_a_filtered_question_is_saved_with_its_filter_and_shown_with_it(checks):
    opened, page, _ = checks
    where = Filter(within=("a.txt",))
    assert "Saved." in page.save(opened.assistant.ask(QUESTION, where=where), 1)
    html = page.saved()
    assert "Asked only: in a.txt" in html and f">{QUESTION}</h3>" in html
    page.save(opened.assistant.ask(QUESTION), 1)
    page.act(Action("remove", name=QUESTION))  # the one that is asked of all articles
    assert page.saved().count("<h3 ") == 1 and "Asked only: in a.txt" in page.saved()
