import json
import stat
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from index.errors import QuestionError
from qa.answer import Hit
from qa.gaps import record
from qa.gaps.record import Gap, clear_gaps, gap_of, keep_gap, read_gaps
from tests.qa.test_answer import answer
from tests.support.toys import passages

(PASSAGE,) = passages("An apple fell.")
HIT = Hit(PASSAGE, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5,))
NONE = answer(text=None, reason="unsure", citations=(), confidence=0.123456789, hits=(HIT,))


def test_an_abstention_is_kept_with_its_nearest_article(tmp_path):
    noon = datetime(2023, 11, 7, 12, tzinfo=timezone.utc)
    assert gap_of(NONE, asked=noon) == Gap(
        "What fell?", "2023-11-07T12:00:00Z", "a.txt", 0.123457, NONE.generation
    )
    assert gap_of(replace(NONE, hits=())).article is None
    path = tmp_path / "new" / "gaps.jsonl"
    keep_gap(NONE, str(path), seeds=tmp_path / "seeds")
    (kept,) = read_gaps(path)
    assert kept.question == "What fell?" and stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("given", [answer(), replace(NONE, complete=False)])
def test_neither_an_answer_nor_a_part_of_an_index_shows_a_gap(tmp_path, given):
    keep_gap(given, str(tmp_path / "gaps.jsonl"), seeds=tmp_path / "seeds")
    assert not (tmp_path / "gaps.jsonl").exists()


def test_nothing_is_kept_without_a_file_for_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep_gap(NONE, None, seeds=tmp_path / "seeds")
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "KEPT", 3)
    for n in range(5):
        asked = replace(NONE, question=f"What fell {n}?")
        keep_gap(asked, str(tmp_path / "g"), seeds=tmp_path / "seeds")
    assert [gap.question[-2] for gap in read_gaps(tmp_path / "g")] == ["2", "3", "4"]
    assert clear_gaps(tmp_path / "g") == 3 and not (tmp_path / "g").exists()
    assert clear_gaps(tmp_path / "g") == 0 and read_gaps(tmp_path / "g") == ()
    (tmp_path / "empty").touch()
    assert clear_gaps(tmp_path / "empty") == 0 and (tmp_path / "empty").exists()


@pytest.mark.parametrize(
    "content", [b"x", b"{}", b"\xff", b'["a"]', b'{"question": "q"}', b"\n", b'{"name": "Ann"}']
)
def test_a_file_of_anything_else_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "g"
    path.write_bytes(content)
    for act in (read_gaps, clear_gaps, lambda p: keep_gap(NONE, str(p), seeds=tmp_path / "seeds")):
        with pytest.raises(QuestionError, match=r"is not a question without an answer .*QA_GAPS"):
            act(path)
    assert path.read_bytes() == content


def test_a_value_of_another_type_is_refused(tmp_path):
    fields = {"question": "q", "asked": "t", "article": None, "confidence": 1, "generation": 1}
    (tmp_path / "g").write_text(json.dumps(fields))
    assert read_gaps(tmp_path / "g") == (Gap("q", "t", None, 1, 1),)
    for change in ({"question": 1}, {"article": 2}, {"generation": True}, {"confidence": "1"}):
        (tmp_path / "g").write_text(json.dumps(fields | change))
        with pytest.raises(QuestionError, match=f"{next(iter(change))} is "):
            read_gaps(tmp_path / "g")


def test_gaps_lie_in_no_seeds_folder_or_device(tmp_path):
    with pytest.raises(QuestionError, match="lies in the seeds folder"):
        keep_gap(NONE, str(tmp_path / "gaps.jsonl"), seeds=tmp_path)
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(QuestionError, match=rf"^{path} cannot be read \(.*QA_GAPS$"):
            read_gaps(path)
