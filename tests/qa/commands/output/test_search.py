from datetime import date

from qa.answer import Hit
from qa.commands.output.search import search_to_lines
from qa.retrieval.search_result import SearchResult
from tests.support.toys import article, passages


def result(*hits, **fields):
    return SearchResult("Who?", hits, **{"generation": 1, "elapsed_ms": 1.0} | fields)


def hit(text="An apple fell.", **fields):
    (passage,) = passages(text)
    return Hit(passage, **{
        "score": 1.234, "rank": 1, "dense": 0.5, "lexical": 0.5,
        "sentences": (0.5,) * len(passage.sentences),
    } | fields)  # fmt: skip


def test_each_passage_stands_below_its_place():
    assert list(search_to_lines(result(hit(), hit(rank=2, score=1.0)))) == [
        "[1] a.txt, paragraph 1, characters 0-14 · score 1.23",
        "    An apple fell.",
        "[2] a.txt, paragraph 1, characters 0-14 · score 1.00",
        "    An apple fell.",
    ]


def test_the_place_names_what_the_article_states():
    one = hit()
    stated = article(one.passage.text, title="Apples", source="Daily", published=date(2023, 11, 7))
    passage = type(one.passage)(stated, one.passage.span, one.passage.sentences)
    lines = search_to_lines(result(Hit(passage, 1.0, 1, 0.5, 0.5, (0.5,), "b.txt")))
    assert next(lines) == (
        "[1] Apples · Daily · 2023-11-07 · a.txt, paragraph 1, characters 0-14 · score 1.00"
        " · a copy of b.txt"
    )


def test_where_nothing_is_found_or_a_part_is_missing_a_line_says_so():
    assert list(search_to_lines(result())) == ["No passage was found."]
    lines = list(search_to_lines(result(hit(), complete=False)))
    assert lines[2] == "" and lines[3].startswith("A part of the index did not answer")


def test_no_article_drives_the_terminal():
    assert "\x1b" not in "".join(search_to_lines(result(hit("An \x1b[2J apple fell."))))
