from __future__ import annotations

import logging
import warnings

import pytest

from index.errors import SeedError
from index.sources.formats.draft import Origin, clean_text, join_paragraphs, parser_errors


def test_place_names_the_seed_and_the_record():
    error = Origin("a.json", 3).error("is odd", "an even one", "mend it")
    assert (str(error), error.seed) == (
        "record 3 of seed 'a.json' is odd; expected an even one; mend it",
        "a.json",
    )
    assert str(Origin("a.txt").error("x", "y", "z")) == "seed 'a.txt' x; expected y; z"


def test_a_lack_of_memory_says_nothing_of_the_file():
    with pytest.raises(MemoryError), parser_errors(Origin("a.pdf"), library="toy", kind="a PDF"):
        raise MemoryError


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("bad\nmore"), "ValueError: bad"),
        (RecursionError(), "RecursionError"),
        (UserWarning("x" * 300), "UserWarning: " + "x" * 200),
    ],
)
def test_whatever_a_parser_raises_is_a_seed_error(error, reason):
    with (
        pytest.raises(SeedError) as caught,
        parser_errors(Origin("a.pdf"), library="toy", kind="a PDF"),
    ):
        raise error
    assert caught.value.__cause__ is error
    assert str(caught.value) == (
        f"seed 'a.pdf' cannot be read as a PDF ({reason}); expected a whole PDF;"
        " open it to see whether it is damaged, and save it again or remove it"
    )


def test_our_own_error_passes_the_fence_as_it_is():
    mine = Origin("a.pdf").error("x", "y", "z")
    with (
        pytest.raises(SeedError) as caught,
        parser_errors(Origin("a.pdf"), library="toy", kind="a PDF"),
    ):
        raise mine
    assert caught.value is mine


def test_interrupt_passes_the_fence():
    with (
        pytest.raises(KeyboardInterrupt),
        parser_errors(Origin("a.pdf"), library="toy", kind="a PDF"),
    ):
        raise KeyboardInterrupt


def test_parser_is_quiet_inside_the_fence_alone(caplog):
    logger = logging.getLogger("toy")
    with parser_errors(Origin("a.pdf"), library="toy", kind="a PDF"):
        warnings.warn("unseen", stacklevel=1)
        logging.getLogger("toy.part").error("unseen")
    logger.error("seen")
    assert [record.message for record in caplog.records] == ["seen"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\x00\x0c\x1b\x7fb\t", "ab\t"), ("\ud800", "?"), ("é😀", "é😀")],
)
def test_clean_text_can_be_stored(text, clean):
    assert clean_text(text) == clean


def test_paragraphs_are_parted_by_one_blank_line():
    assert (
        join_paragraphs(iter([" One. ", "", "\n", "Two\n \n\nlines.\n"])) == "One.\n\nTwo\nlines."
    )
