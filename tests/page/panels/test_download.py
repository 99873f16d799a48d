import json

import pytest

from page.panels.download import (
    EXPORTS,
    FORMATS,
    checked_to_dict,
    download_to_dict,
    make_download,
)
from qa.checking import check
from qa.readers.sentence_reader import SentenceReader


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_a_file_of_its_kind(host, form):
    answer = host({"a.txt": "An apple fell."}).assistant.ask("Did an apple fall?! ../x")
    made = make_download(answer, form)
    assert made.name == f"answer-did-an-apple-fall-x.{FORMATS[form][0]}"
    assert "An apple fell." in made.text
    assert len({FORMATS[name][0] for name in FORMATS}) == 6
    assert json.loads(json.dumps(download_to_dict(answer, form)))["kind"] == FORMATS[form][1]


def test_nothing_asked_is_nothing_to_take():
    assert make_download(None, "JSON") is None and download_to_dict(None, "JSON") is None


def test_an_unknown_form_is_nothing(host):
    assert make_download(host({"a.txt": "An apple."}).assistant.ask("apple"), "exe") is None


def test_a_question_without_letters_that_suit_a_name_has_one_all_the_same(host):
    answer = host({"a.txt": "An apple 1."}).assistant.ask("1")
    assert make_download(answer, "JSON").name == "answer-1.json"


@pytest.mark.parametrize("form", EXPORTS)
def test_a_checked_text_is_a_file_of_each_kind(host, monkeypatch, form):
    monkeypatch.setattr(check, "_value_reader", SentenceReader)
    checked = host({"a.txt": "An apple fell."}).check_text("An apple fell.")
    made = checked_to_dict(checked, form)
    assert made["name"] == f"checked-text.{EXPORTS[form][0]}" and made["kind"] == EXPORTS[form][1]
    assert ("An apple fell." in made["text"] and "article-qa" in made["text"]) or form == "JSON"
    assert checked_to_dict(None, form) is None and checked_to_dict(checked, "RIS") is None
