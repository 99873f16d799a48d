import io
import json
import sys

import pytest
import rispy
from pybtex.database import parse_string

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
