import io
import json
import sys

import pytest
import rispy
from pybtex.database import parse_string

from qa.checking import check
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import APPLES, run

pytestmark = pytest.mark.usefixtures("toy_models")

READERS = {
    "bibtex": lambda text: list(parse_string(text, bib_format="bibtex").entries),
    "ris": lambda text: [record["id"] for record in rispy.loads(text)],
    "csl": lambda text: [item["id"] for item in json.loads(text)],
}


@pytest.mark.parametrize("form", READERS)
def test_the_cited_articles_are_printed_for_a_reference_manager(capsys, seeds, monkeypatch, form):
    seeds({"a.txt": f"---\ntitle: Früit & more\n---\n{APPLES}"})
    run(capsys, "index")
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?", "--format", form)
    assert (status, err, READERS[form](out)) == (0, "", ["a"])
    assert "Früit" in out and "Paragraph 1: “An apple fell on the stone.”" in out
    monkeypatch.setenv("QA_THRESHOLD", "1")
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?", "--format", form)
    assert (status, err, READERS[form](out)) == (1, "", [])


@pytest.mark.parametrize("form", READERS)
def test_several_questions_have_one_bibliography(capsys, seeds, monkeypatch, form):
    seeds({"a.txt": APPLES, "b.txt": "A zebra ran over the bridge at night."})
    run(capsys, "index")
    questions = (
        "Did the apple hit a stone?\nWhere did the zebra run?\n?!\nWhat did the apple hit?\n"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(questions))
    status, out, err = run(capsys, "ask", "-", "--format", form)
    assert status == 2 and err.startswith("the question '?!' holds no word")
    assert sorted(READERS[form](out)) == ["a", "b"]


@pytest.mark.parametrize("form", ["json", "markdown", "html"])
def test_a_checked_text_is_printed_as_a_file_that_verify_proves(
    capsys, seeds, tmp_path, monkeypatch, form
):
    monkeypatch.setattr(check, "_value_reader", SentenceReader)
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    (tmp_path / "draft.txt").write_text("An apple fell on the stone.")
    status, out, err = run(capsys, "check-text", "draft.txt", "--format", form)
    assert (status, err) == (0, "")
    (tmp_path / "out").write_text(out, encoding="utf-8")
    status, out, err = run(capsys, "verify", "out")
    assert (status, err) == (0, "")
    assert out.startswith("quote matches file [1] a.txt, 0-27 “An apple fell on the stone.”\n")
    assert out.endswith("quotes that match their file: 1 of 1, in 1 text\n")
    forged = (tmp_path / "out").read_text(encoding="utf-8").replace("supported", "contradicted")
    (tmp_path / "out").write_text(forged, encoding="utf-8")
    status, out, _ = run(capsys, "verify", "out", "--json")
    assert status == 1 and not json.loads(out)["holds"]
    assert json.loads(out)["refuted"] == [
        "sentence 1: its verdict 'contradicted' does not follow from what is stated, which is"
        " 'supported'"
    ]
