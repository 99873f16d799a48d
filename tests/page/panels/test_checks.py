import pytest

from page.panels.checks import ChecksPanel

APPLES = "An apple fell on the stone.\n\nThe river rose."


@pytest.fixture
def checks(host, tmp_path):
    opened = host({"a.txt": APPLES})
    return opened, ChecksPanel(opened, tmp_path / "checks.jsonl")


def test_a_kept_question_is_asked_again(checks):
    opened, page = checks
    assert "No checks yet" in page.saved() and "No checks yet" in page.run()
    assert "Saved." in page.save(opened.assistant.ask("Did the apple hit a stone?"), 1)
    assert "Did the apple hit a stone?" in page.saved() and "1 check" in page.saved()
    assert "1 of 1 pass in generation 1" in page.run()


def test_what_regressed_is_told_first(checks, seeds):
    opened, page = checks
    page.save(opened.assistant.ask("Did the apple hit a stone?"), 1)
    page.run()
    seeds({"a.txt": "Something else is said here."})
    opened.update()
    html = page.run()
    assert "0 of 1 pass in generation 2" in html and "1 regressed" in html
    assert "Expected: An apple fell on the stone." in html


def test_nothing_asked_is_nothing_to_keep(checks):
    assert "ask a question first" in checks[1].save(None, 1)


def test_a_file_that_is_none_is_one_line(checks, tmp_path):
    (tmp_path / "checks.jsonl").write_text("{")
    assert 'role="alert"' in checks[1].saved() and 'role="alert"' in checks[1].run()
