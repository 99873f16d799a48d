import json

import pytest

from page.takeaway import FORMS, download, download_to_dict


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_file_of_its_kind(desk, form):
    answer = desk({"a.txt": "An apple fell."}).assistant.ask("Did an apple fall?! ../x")
    made = download(answer, form)
    assert made.name == f"answer-did-an-apple-fall-x.{FORMS[form][0]}"
    assert "An apple fell." in made.text
    assert json.loads(json.dumps(download_to_dict(answer, form)))["kind"] == FORMS[form][1]


def test_nothing_asked_is_nothing_to_take():
    assert download(None, "JSON") is None and download_to_dict(None, "JSON") is None


def test_an_unknown_form_is_nothing(desk):
    assert download(desk({"a.txt": "An apple."}).assistant.ask("apple"), "exe") is None


def test_a_question_without_letters_that_suit_a_name_has_one_all_the_same(desk):
    answer = desk({"a.txt": "An apple 1."}).assistant.ask("1")
    assert download(answer, "JSON").name == "answer-1.json"
