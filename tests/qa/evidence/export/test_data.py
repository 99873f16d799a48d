import json

import pytest

from qa.answer import Hit
from qa.evidence.export.data import (
    CLOSINGS,
    OPENINGS,
    embedded,
    embedded_in,
    objects_in,
    standalone,
    to_export_data,
)
from tests.qa.test_answer import answer
from tests.support.toys import passages

NASTY = "</script> --> <!-- & -- \u2028 \udcff"


def test_the_form_is_the_json_form_without_the_time_with_the_passage():
    (passage,) = passages("An apple fell. The river rose.")
    hit = Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5, 0.5))
    form = to_export_data(answer(hits=(hit,)))
    assert "elapsed_ms" not in form and form["generation"] == 1
    cited = form["citations"][0]
    assert (cited["passage"], cited["passage_start"], cited["passage_end"]) == (passage.text, 0, 30)


def test_without_its_hit_the_sentence_is_the_passage():
    assert to_export_data(answer())["citations"][0]["passage"] == "An apple fell."


@pytest.mark.parametrize("n", [0, 1], ids=["html", "markdown"])
def test_nothing_in_the_data_ends_the_block_they_hide_in(n):
    form = to_export_data(answer(question=NASTY, text=None, reason=NASTY, citations=()))
    block = f"{OPENINGS[n]}{embedded(form)}{CLOSINGS[n]}"
    assert block.count(CLOSINGS[n]) == 1 and "--" not in embedded(form)
    assert embedded_in(f"before {block} after", OPENINGS[n], CLOSINGS[n]) == [form]
    assert objects_in(block) == []


def test_objects_are_read_one_behind_the_other_up_to_what_is_none():
    one, two = {"a": 1}, {"a": "\u2028"}
    lines = f"{json.dumps(one)}\n\n{json.dumps(two, ensure_ascii=False)}\n"
    assert objects_in(lines) == objects_in(f"\ufeff {lines} and more {{}}") == [one, two]
    assert objects_in(json.dumps(one, indent=1) * 2) == [one, one]
    assert objects_in("a text of no answers") == objects_in("[{}]") == objects_in("") == []


@pytest.mark.parametrize("text", ["{", '{"a": 1} {', '{"a": NaN}', '{"a": Infinity}'])
def test_broken_json_is_a_value_error(text):
    with pytest.raises(ValueError):
        objects_in(text)
    with pytest.raises(ValueError):
        embedded_in(f"{OPENINGS[0]}{text}{CLOSINGS[0]}", OPENINGS[0], CLOSINGS[0])


def test_an_export_is_written_on_many_lines_and_what_the_command_line_gave_on_one():
    form = to_export_data(answer())
    assert standalone(form) == json.dumps(form, sort_keys=True, indent=1) + "\n"
    del form["generation"]
    assert standalone(form) == json.dumps(form, sort_keys=True) + "\n"


def test_the_passage_is_the_paragraph_however_short_the_passages_of_the_index_are():
    text = "An apple fell. The river rose and rose."
    first, *_ = passages(text, max_tokens=6)
    assert first.text == "An apple fell."
    hit = Hit(first, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5,))
    assert to_export_data(answer(hits=(hit,)))["citations"][0]["passage"] == text
