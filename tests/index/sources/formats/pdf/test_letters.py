from __future__ import annotations

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from index.sources.formats.pdf.letters import places_of, squeezed
from index.sources.formats.pdf.page import page_text, runs_of
from tests.index.sources.formats.pdf.files import FIRST, SECOND, article, by_hand, laid_out

LAID_OUT = laid_out("A report", FIRST, SECOND)


class Page:
    """The first page of a PDF, and the letters that are found on it."""

    def __init__(self, content: bytes) -> None:
        page = pypdfium2.PdfDocument(content)[0]
        self.runs = runs_of(page, lambda: None)[0]
        text_page = page.get_textpage()
        self.characters = page_text(text_page.raw)
        text_page.close()

    def places(self, words: str, before: int = 0) -> list[list[int]]:
        return places_of(self.runs, self.characters, words, before)

    def lines(self, words: str, before: int = 0) -> list[str]:
        return [
            "".join(self.characters[place] for place in line) for line in self.places(words, before)
        ]


def by_lines(*lines: tuple[int, int, str], size: int = 12) -> bytes:
    """A page with lines at these places."""
    content = " ".join(f"BT /F {size} Tf {x} {y} Td ({line}) Tj ET" for x, y, line in lines)
    return by_hand(content.encode())


def test_a_sentence_is_found_line_by_line():
    page = Page(by_lines((72, 700, "It was late. The sea was"), (72, 686, "calm. All slept.")))
    assert page.lines("The sea was calm.") == ["Theseawas", "calm."]


@given(st.data())
def test_every_part_of_a_text_is_found_with_exactly_its_letters(data):
    text = article(LAID_OUT).text
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    found = "".join(LAID_OUT_PAGE.lines(words, squeezed(text[:start]).count(squeezed(words))))
    assert found == squeezed(words)


def test_a_word_that_is_parted_at_the_end_of_a_line_is_found_whole():
    content = by_lines((72, 700, "They went to the har-"), (72, 686, "bour. It was shut."))
    assert "the harbour." in article(content).text
    assert Page(content).lines("the harbour.") == ["thehar", "bour."]


def test_a_sentence_of_a_column_has_no_letters_of_the_next_one():
    left = ["The ferries carried more people", "than in any year before, and the", "port was glad."]
    right = ["Fishermen are against the pier,", "as the works drove away all the", "herring there."]
    rows = zip(left, right, (700, 686, 672), strict=True)
    lines = [(x, y, side[i]) for *side, y in rows for i, x in enumerate((60, 320))]
    page = Page(by_lines(*lines))
    assert page.lines(" ".join(right)) == [squeezed(line) for line in right]


def test_the_mark_of_a_footnote_is_no_letter_of_its_sentence():
    content = by_hand(
        b"BT /F 12 Tf 72 700 Td (The fleet) Tj /F 7 Tf 4 Ts (3) Tj /F 12 Tf 0 Ts ( grew.) Tj ET"
    )
    assert article(content).text == "The fleet grew."
    assert Page(content).lines("The fleet grew.") == ["Thefleetgrew."]


def test_of_equal_sentences_the_one_that_is_meant_is_found():
    page = Page(by_lines((72, 700, "No. Yes. No."), (72, 660, "No.")))
    first, second, third = (page.places("No.", n) for n in range(3))
    assert first < second < third
    assert page.places("No.", 9) == third


def test_words_that_nobody_sees_are_not_found():
    hidden = b"BT 3 Tr /F 12 Tf 72 700 Td (The sea was calm.) Tj ET "
    assert Page(hidden_and_seen(hidden, b"Other.")).lines("The sea was calm.") == []
    page = Page(hidden_and_seen(hidden, b"The sea was calm."))
    (places,) = page.places("The sea was calm.")
    assert min(places) >= page.characters.rindex("The sea")


def test_words_that_are_not_there_and_no_words_have_no_place():
    page = Page(by_lines((72, 700, "One.")))
    assert page.places("Two.") == page.places(" ") == page.places("") == []


def hidden_and_seen(hidden: bytes, seen: bytes) -> bytes:
    return by_hand(hidden + b"BT 0 Tr /F 12 Tf 72 500 Td (%s) Tj ET" % seen)


LAID_OUT_PAGE = Page(LAID_OUT)
