import pytest

from index.sources.paragraphs import split_paragraphs
from tests.support.toys import SEED, SEEDS

SEED_TEXT = (SEEDS / SEED).read_text(encoding="utf-8")


def paragraph_texts(text: str) -> list[str]:
    return [span.of(text) for span in split_paragraphs(text)]


def test_seed_article_has_16_paragraphs_each_a_line():
    assert paragraph_texts(SEED_TEXT) == SEED_TEXT.split("\n")[:16]


def test_lines_of_prose_are_paragraphs():
    assert paragraph_texts("The first.\nThe second.\nThe third.\n") == [
        "The first.",
        "The second.",
        "The third.",
    ]


WRAPPED = """\
The committee met on Monday in the old town hall by the river and
talked about the bridge until late. It will be mended before the
winter comes."""


def test_wrapped_lines_are_one_paragraph():
    assert paragraph_texts(f"{WRAPPED}\n\n{WRAPPED}\n") == [WRAPPED, WRAPPED]


@pytest.mark.parametrize("blank", ["\n\n", "\n \n", "\n\t\n\n", "\n\u00a0\n"])
def test_blank_line_of_any_white_space_parts_paragraphs(blank):
    assert paragraph_texts(f"the river{blank}the stone") == ["the river", "the stone"]


def test_line_longer_than_anyone_wraps_is_a_paragraph():
    long = "river and stone " * 8 + "and"
    assert len(long) == 131
    assert paragraph_texts(f"{long}\nso on") == [long, "so on"]


def test_heading_is_a_paragraph_of_its_own():
    assert paragraph_texts(f"# The bridge\n{WRAPPED}\n## After\n{WRAPPED}") == [
        "# The bridge",
        WRAPPED,
        "## After",
        WRAPPED,
    ]


def test_list_items_are_paragraphs_and_keep_their_wrapped_lines():
    text = f"{WRAPPED}\n- {WRAPPED}\n* second\n1. third\n2) fourth"
    assert paragraph_texts(text) == [WRAPPED, f"- {WRAPPED}", "* second", "1. third", "2) fourth"]
