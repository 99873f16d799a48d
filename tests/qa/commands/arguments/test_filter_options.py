from datetime import date

import pytest

from index.errors import FilterError
from index.filtering.filter import Filter
from qa.commands.arguments.filter_options import filter_of
from qa.commands.arguments.parser import parser


def given(*words: str) -> Filter | None:
    return filter_of(parser().parse_args(["ask", "Who?", *words]))


def test_no_option_is_no_filter():
    assert given() is None and given("--after", "") is None


def test_options_are_the_conditions_of_a_filter():
    words = "--after 2023-10 --before 2023 --as-of 2023-11-07 --source A --source B --author C"
    assert given(*words.split(), "--in", "d/", "--in", "e.txt") == Filter(
        after=date(2023, 10, 1),
        before=date(2023, 12, 31),
        as_of=date(2023, 11, 7),
        sources=("A", "B"),
        authors=("C",),
        within=("d/", "e.txt"),
    )


def test_what_no_article_can_meet_is_refused():
    with pytest.raises(FilterError, match="later than before"):
        given("--after", "2024", "--before", "2023")
