import json

import pytest

from qa.evaluation.checks import Check, save_check
from tests.support.toys import APPLES, run

pytestmark = pytest.mark.usefixtures("toy_models")

APPLE = "An apple fell on the stone."
FELL = Check("Did the apple hit a stone?", "a.txt", "apple", APPLE)
MANY = 29  # right answers show a share of 10 %


@pytest.fixture
def checks(seeds, tmp_path, monkeypatch):
    """One check, and the articles that it is about."""
    monkeypatch.setenv("QA_READER", "sentence")
    monkeypatch.setenv("QA_THRESHOLD", "0.5")
    folder = seeds({"a.txt": APPLES})
    save_check(FELL, tmp_path / "checks.jsonl", seeds=folder)
    return tmp_path / "checks.jsonl"


def test_an_index_says_how_many_saved_questions_are_answered_otherwise(capsys, checks, seeds):
    assert run(capsys, "index")[1].splitlines()[-1] == "1 of 1 saved question pass"
    assert len(run(capsys, "index")[1].splitlines()) == 1  # nothing new: nothing is asked
    seeds({"a.txt": "Nothing is said here."})
    status, out, err = run(capsys, "index")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == (
        "1 of 1 saved question is answered otherwise than in generation 1:"
        " qa check --since 1 shows both answers"
    )
    seeds({"a.txt": APPLES})
    report = json.loads(run(capsys, "index", "--json")[1])
    assert report["checks"] == {
        "asked": 1, "passed": 1, "since": 2, "changed": [FELL.question], "promise_kept": None,
    }  # fmt: skip


def test_an_index_without_checks_or_told_so_asks_nothing(capsys, checks, seeds, monkeypatch):
    for n, variable in enumerate((None, "QA_AUTOCHECK"), start=1):
        seeds({"a.txt": f"{APPLES} {n}"})
        if variable:
            monkeypatch.setenv(variable, "0")
        options = () if variable else ("--no-check",)
        assert "saved question" not in run(capsys, "index", *options)[1]
    checks.unlink()
    monkeypatch.delenv("QA_AUTOCHECK")
    seeds({"a.txt": APPLES})
    assert "checks" not in json.loads(run(capsys, "index", "--json")[1])


def test_more_checks_than_are_asked_after_an_update_are_said(capsys, checks, seeds, monkeypatch):
    monkeypatch.setenv("QA_AUTOCHECK", "1")
    save_check(Check("Who?"), checks, seeds=seeds({}))
    status, _, err = run(capsys, "index")
    assert status == 0 and err == (
        "the questions in checks.jsonl were not asked again; expected at most 1 (QA_AUTOCHECK);"
        " run qa check\n"
    )


def test_an_index_is_built_whatever_the_checks_are(capsys, checks):
    checks.write_text("{")
    status, out, err = run(capsys, "index")
    assert status == 0 and out.splitlines()[-1].endswith("generation 1")
    assert err.startswith("checks.jsonl:1 is not a question") and err.count("\n") == 1


def test_a_command_that_fails_is_said_and_the_index_stays(capsys, checks, seeds, monkeypatch):
    monkeypatch.setenv("QA_NOTIFY_COMMAND", "false")
    run(capsys, "index")
    seeds({"a.txt": "Nothing."})
    status, _, err = run(capsys, "index")
    assert status == 0 and err.startswith("the command of QA_NOTIFY_COMMAND failed (status 1: )")


def test_check_since_shows_both_answers(capsys, checks, seeds):
    run(capsys, "index")
    assert run(capsys, "check", "--since", "1")[0] == 0
    seeds({"a.txt": "Nothing is said here."})
    run(capsys, "index", "--no-check")
    status, out, _ = run(capsys, "check", "--since", "1")
    assert status == 1
    assert out.splitlines()[-4:] == [
        f"    generation 1: “{APPLE}”",
        f"        a.txt: {APPLE}",
        "    generation 2: no answer",
        "1 of 1 saved question is answered otherwise than in generation 1",
    ]
    status, out, _ = run(capsys, "check", "--since", "1", "--json")
    found = json.loads(out)
    assert (status, found["since"], found["checks"]) == (1, 1, 1)
    assert found["changes"][0]["what"] == ["answer", "evidence"]
    status, out, err = run(capsys, "check", "--since", "9")
    assert (status, out) == (2, "")
    assert err == (
        "generation 9 is not kept, and its answers are not recorded; expected one of 2, 1; name one"
        " of these, or keep more from now on: QA_KEEP\n"
    )


def test_a_promise_is_set_renewed_and_withdrawn(capsys, checks, seeds, monkeypatch):
    monkeypatch.delenv("QA_THRESHOLD")
    run(capsys, "index")
    status, out, _ = run(capsys, "check", "--promise", "10%")
    assert status == 1 and out.splitlines()[-1] == (
        "no promise of 10% yet: at least 28 more tests, all answered right (95% confidence; 1 now,"
        " which show at most 95%)"
    )
    for n in range(MANY - 1):
        asked = Check(f"Did apple {n} hit the stone?", "a.txt", "apple", APPLE)
        save_check(asked, checks, seeds=seeds({}))
    status, out, _ = run(capsys, "check", "--promise", "0.1", "--json")
    promise = json.loads(out)["promise"]
    assert status == 0 and (promise["given"], promise["wrong"], promise["kept"]) == (29, 0, True)
    assert (
        run(capsys, "check")[1].splitlines()[-1].startswith("promise: at most 10% of the answers")
    )
    seeds({"a.txt": "Nothing is said here."})
    assert "the promise of 10% is not confirmed" in run(capsys, "index")[1].splitlines()[-1]
    assert run(capsys, "check", "--promise", "off")[0] == 1  # all of them regressed
    assert "promise" not in json.loads(run(capsys, "check", "--json")[1])


def test_a_promise_that_would_not_count_is_not_made(capsys, checks, monkeypatch):
    assert run(capsys, "check", "--promise", "5%") == (
        2,
        "",
        "QA_THRESHOLD is 0.5, which goes before a promise; expected none; unset it\n",
    )
    monkeypatch.delenv("QA_THRESHOLD")
    status, out, err = run(capsys, "check", "others.jsonl", "--promise", "5%")
    assert (status, out) == (2, "")
    assert err == (
        "--promise was given with others.jsonl; expected the file that answers are given by,"
        " checks.jsonl; set QA_CHECKS to it\n"
    )


@pytest.mark.parametrize("share", ["0", "0%", "51%", "60", "-1%", "five", "nan"])
def test_a_share_that_is_none_is_one_line(capsys, share):
    with pytest.raises(SystemExit, match="2"):
        run(capsys, "check", f"--promise={share}")
    _, err = capsys.readouterr()
    assert err.count("\n") == 1 and f"'{share}' is no share from above 0 to 50%" in err
