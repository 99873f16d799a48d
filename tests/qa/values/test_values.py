import pytest

from qa.values.values import agrees, is_stated, values_in


def kinds(text: str) -> list[tuple[str, str]]:
    return [(value.kind, value.text) for value in values_in(text)]


def test_each_value_has_one_kind_and_its_whole_text():
    text = "On 8 May, Ann Lee paid $3.5bn, 17 per cent of it, for 40 boats, her third."
    assert kinds(text) == [
        ("date", "8 May"),
        ("name", "Ann Lee"),
        ("money", "$3.5bn"),
        ("percentage", "17 per cent"),
        ("number", "40"),
        ("rank", "third"),
    ]


def test_words_that_seldom_count_are_no_values():
    assert kinds("one of them went") == []


SAME = [
    ("3 bn people", "three billion people"),
    ("€50,000", "50,000 euros"),
    ("32m bicycles", "32 million bicycles"),
    ("three out of four", "three quarters"),
    ("18 and a half days", "18.5 days"),
    ("half of them", "50% of them"),
    ("8 Nov", "November 8, 2023"),
    ("November", "the November-born children"),
    ("an hour and ten minutes", "a 70-minute session"),
    ("three quarters of an hour", "45 minutes"),
    ("1%", "one in 100 people"),
    ("two hours and a half", "150 minutes"),
    ("a third each", "a third of the energy"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_a_value_is_the_same_however_it_is_written(ours, theirs):
    (value, *_) = values_in(ours)
    assert is_stated(value, theirs)


OTHER = [("$24", "24 euros"), ("17%", "18%"), ("8 November", "9 November"), ("fourth", "third")]


@pytest.mark.parametrize(("ours", "theirs"), OTHER)
def test_another_value_is_not_the_same(ours, theirs):
    (value, *_) = values_in(ours)
    assert not is_stated(value, theirs)


@pytest.mark.parametrize(
    ("exact", "text", "holds"),
    [
        ("65%", "nearly two-thirds of it", True),
        ("65%", "two-thirds of it", False),
        ("Sergey Brin", "what Brin said", True),
        ("Sergey Brin", "what Page said", False),
    ],
)
def test_a_text_agrees_with_a_value_that_its_own_one_stands_for(exact, text, holds):
    (value,) = values_in(f"it is {exact}")
    assert agrees(value, text) == holds
