import gzip
import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index import Filter
from index.errors import QuestionError
from qa.answer import Scope
from qa.evaluation.cases import Case, read_cases
from qa.evaluation.checks import Check, check_from_answer, read_checks, remove_check, save_check
from tests.qa.test_answer import answer, citation

WHAT = Check("What fell?", "a.txt", "apple", "An apple fell.")
WHO = Check("Who wrote it?")
LATER = Filter(after=date(2023, 10, 1), sources=("Donga", "Yonhap"))


def test_a_citation_is_the_right_answer_or_none_is():
    second = citation(number=2, article="b.txt")
    assert check_from_answer(answer(citations=(citation(), second))) == WHAT
    assert check_from_answer(answer(citations=(citation(), second)), 2).article == "b.txt"
    assert check_from_answer(answer(text=None, reason="unsure", citations=())) == Check(
        "What fell?"
    )


@pytest.mark.parametrize("name", ["checks.jsonl", "new/checks.jsonl", "checks.jsonl.gz"])
def test_what_is_saved_is_read_again_and_can_be_evaluated(tmp_path, name):
    path = tmp_path / name
    save_check(WHAT, path, seeds=tmp_path / "seeds")
    save_check(WHO, path, seeds=tmp_path / "seeds")
    assert read_checks(path) == (WHAT, WHO)
    assert read_cases(path) == [
        Case("What fell?", ("apple",), "An apple fell."),
        Case("Who wrote it?", (), None),
    ]


def test_the_same_question_of_a_part_of_the_articles_is_another_check(tmp_path):
    path, seeds = tmp_path / "checks.jsonl", tmp_path / "seeds"
    part, pear = replace(WHAT, where=LATER), replace(WHAT, quote="pear", where=LATER)
    for check in (WHAT, part, pear):
        save_check(check, path, seeds=seeds)
    assert read_checks(path) == (WHAT, pear)
    assert [case.where for case in read_cases(path)] == [None, LATER]
    assert pear.asked == "What fell? (from 2023-10-01, source Donga or Yonhap)"
    remove_check(WHAT.key, path, seeds=seeds)
    assert read_checks(path) == (pear,)


def test_an_answer_to_a_filtered_question_is_a_check_with_its_filter():
    scope = Scope(LATER, articles=1, total=2, undated=0)
    assert check_from_answer(answer(scope=scope)) == replace(WHAT, where=LATER)
    none = answer(text=None, reason="unsure", citations=(), scope=scope)
    assert check_from_answer(none) == Check("What fell?", where=LATER)


def test_a_removed_check_is_gone_and_the_file_with_the_last(tmp_path):
    path, seeds = tmp_path / "checks.jsonl", tmp_path / "seeds"
    for check in (WHAT, WHO):
        save_check(check, path, seeds=seeds)
    remove_check("Of another?", path, seeds=seeds)
    remove_check(WHAT.question, path, seeds=seeds)
    assert read_checks(path) == (WHO,)
    remove_check(WHO.question, path, seeds=seeds)
    assert not path.exists()
    remove_check(WHO.question, path, seeds=seeds)
    with pytest.raises(QuestionError, match="lies in the seeds folder"):
        remove_check(WHO.question, path, seeds=tmp_path)


def test_a_check_of_the_same_question_is_replaced(tmp_path):
    path, seeds = tmp_path / "checks.jsonl", tmp_path / "seeds"
    for check in (WHAT, WHO, Check("What fell?", "b.txt", "pear", "A pear fell.")):
        save_check(check, path, seeds=seeds)
    assert [c.quote for c in read_checks(path)] == [None, "pear"]


def test_lines_of_others_are_kept_as_they_are(tmp_path):
    path = tmp_path / "checks.jsonl"
    line = json.dumps({"kind": "who", "question": "Who?", "answers": [{"text": "I\u2028"}]},
                      ensure_ascii=False)  # fmt: skip
    path.write_text(f"\n{line}\n", encoding="utf-8")
    save_check(WHO, path, seeds=tmp_path / "seeds")
    assert path.read_text(encoding="utf-8").split("\n")[0] == line
    assert read_checks(path) == (Check("Who?", None, "I\u2028"), WHO)


def test_a_file_without_a_line_is_begun(tmp_path):
    path = tmp_path / "checks.jsonl"
    path.write_text("\n")
    save_check(WHAT, path, seeds=tmp_path / "seeds")
    assert read_checks(path) == (WHAT,)


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "checks.jsonl"
    save_check(WHAT, path, seeds=tmp_path / "seeds")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(QuestionError, match=r"cannot be written \(No space left on device\)"):
        save_check(WHO, path, seeds=tmp_path / "seeds")
    assert read_checks(path) == (WHAT,)


@pytest.mark.parametrize("name", ["seeds/checks.jsonl", "seeds/sub/c.jsonl", "link.jsonl"])
def test_a_file_among_the_seeds_is_refused(tmp_path, name):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "seeds" / "c.jsonl")
    with pytest.raises(
        QuestionError, match=r"lies in the seeds folder, .*; expected .*; name another"
    ):
        save_check(WHAT, tmp_path / name, seeds=tmp_path / "seeds")


@pytest.mark.parametrize(
    "content", [b"x", b'{"answers": []}', b"\xff", gzip.compress(b"x", mtime=0)]
)
def test_a_file_that_is_none_is_neither_read_nor_replaced(tmp_path, content):
    path = tmp_path / "checks.jsonl"
    path.write_bytes(content)
    for use in (read_checks, lambda p: save_check(WHAT, p, seeds=tmp_path / "seeds")):
        with pytest.raises(QuestionError, match=r"checks.jsonl"):
            use(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", ["A letter.\n", '{"name": "Ann"}\n', "[1]"])
def test_a_file_of_anything_else_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "mine"
    path.write_text(content)
    with pytest.raises(QuestionError, match=r"mine:1 is not a question"):
        save_check(WHAT, path, seeds=tmp_path / "seeds")
    assert path.read_text() == content and [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_a_device_or_folder_is_no_file_of_checks(tmp_path):
    for path in (Path("/dev/null"), tmp_path):
        with pytest.raises(QuestionError, match="not a regular file; expected a file of tests"):
            save_check(WHAT, path, seeds=tmp_path / "seeds")


def test_a_file_beside_is_left_and_a_link_stays_one(tmp_path):
    (tmp_path / "c.jsonl.new").write_text("mine")
    (tmp_path / "link").symlink_to("c.jsonl")
    for check in (WHAT, WHO):
        save_check(check, tmp_path / "link", seeds=tmp_path / "seeds")
    assert (tmp_path / "link").is_symlink() and read_checks(tmp_path / "c.jsonl") == (WHAT, WHO)
    assert (tmp_path / "c.jsonl.new").read_text() == "mine"
    assert stat.S_IMODE((tmp_path / "c.jsonl").stat().st_mode) == 0o600
