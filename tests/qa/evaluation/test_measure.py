import json

import pytest

from qa.evaluation.measure import read_measure

FORMS = {
    "asking": {"question": "Who?", "answers": []},
    "checking": {"text": "An apple fell.", "kind": "paraphrase"},
    "retrieving": {"turns": []},
    "looking": {"by": "Smith", "about": None, "article": "a.txt", "quotes": []},
}


@pytest.mark.parametrize("doing", FORMS)
def test_the_first_line_says_what_a_file_is_for(doing, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(FORMS[doing]))
    assert read_measure(file).doing == doing
