import pytest

from index import ArticleQAError, build, load
from page.panels.markup import (
    button,
    display_name,
    meter,
    note,
    problem,
    sentence_case,
    source_and_date,
    tag,
    text,
)
from qa.checking.statements import parse_draft
from qa.question import clean_question
from tests.support.toys import ToyEmbedder, article

HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} {{alert(3)}} \"'`"


def test_tags_nest_and_attributes_are_escaped():
    assert tag("p", tag("b", "x"), class_="a", data_number=3, hidden=True, id=None, open=False) == (
        '<p class="a" data-number="3" hidden><b>x</b></p>'
    )
    assert tag("p", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;"></p>'


PIECES = [
    text("p", HOSTILE),
    note(HOSTILE),
    problem(HOSTILE),
    button(HOSTILE, "open", name=HOSTILE),
]


@pytest.mark.parametrize("piece", PIECES)
def test_words_from_outside_become_neither_markup_nor_placeholders(piece):
    assert not {"<img", "${", "{{", "`"} & {piece[i : i + n] for n in (1, 2, 4) for i in range(400)}
    assert "onerror=alert(1)&gt;" in piece


def blank_seed(folder):
    (folder / "blank.txt").write_text(" ")
    (folder / "other.txt").write_text("Stone.")
    (rejected,) = build(folder, folder.parent / "index", embedder=ToyEmbedder()).rejected
    raise rejected


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (lambda folder: clean_question("", 10), "; type one"),
        (lambda folder: parse_draft(" "), "; paste one"),
        (lambda folder: load(folder, embedder=ToyEmbedder()), "; click “Build the index”"),
        (lambda folder: build(folder, folder.parent / "index", embedder=ToyEmbedder()),
         "; add an article"),
        (blank_seed, "file &#x27;blank.txt&#x27; "),
    ],
)  # fmt: skip
def test_a_problem_is_told_in_the_terms_of_the_page(cause, words, tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    with pytest.raises(ArticleQAError) as raised:
        cause(folder)
    shown = problem(str(raised.value))
    assert words in shown
    assert "qa " not in shown and "seed " not in shown


def test_what_only_a_terminal_can_do_is_sent_there():
    assert "type in a terminal: qa index --rebuild" in problem(
        "x; expected y; run qa index --rebuild"
    )


def test_reordering_marks_are_made_visible():
    assert "\u202e" not in note("abc\u202edef")


def test_a_name_is_the_title_or_the_file_in_words():
    assert display_name("A title", "a.txt") == "A title"
    assert display_name(None, "news/Old_bottle-message.txt") == "Old bottle message"
    assert display_name(None, "_.txt") == "_.txt"


def test_what_a_file_states_is_said_as_people_say_it():
    from datetime import date

    assert source_and_date(article("x", source="Donga", published=date(2023, 11, 7))) == [
        "Donga", "7 November 2023",
    ]  # fmt: skip
    assert source_and_date(article("x")) == []


def test_small_pieces():
    assert sentence_case("it is so") == "It is so" and sentence_case("") == ""
    assert 'style="width:100%"' in meter(7.0) and 'style="width:0%"' in meter(-1.0)
