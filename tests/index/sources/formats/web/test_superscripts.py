from __future__ import annotations

import pytest

from index.corpus import Omission
from index.sources.formats.web import reader as web
from tests.index.sources.formats.web.test_reader import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>6</sup> litres", "10^6 litres"),
        ("10<sup>-9</sup> m", "10^-9 m"),
        ("5 × 10<sup>12</sup>", "5 × 10^12"),
        ("2<sup>n</sup>", "2^n"),
        ("10<sup>6</sup>5", "10⁶5"),
        ('10<span style="vertical-align: super">6</span>', "10^6"),
        ("3 km<sup>2</sup>.", "3 km²."),
        ("20 m<sup>3</sup>", "20 m³"),
        ("x<sup>2</sup> + y<sup>2</sup>", "x² + y²"),
        ("E = mc<sup>2</sup>", "E = mc²"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("M<sup>me</sup> Curie", "Mme Curie"),
        ("Brand<sup>®</sup>", "Brand®"),
    ],
)
def test_a_power_or_ordinal_is_text(html, text):
    assert text_of(f"<p>{html}</p>") == text


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>3</sup>",
        "<sup>[3]</sup>",
        "<sup>1,2</sup>",
        "<sup>*</sup>",
        "<sup>a</sup>",
        '<sup><a href="#fn3">3</a></sup>',
        '<sup class="reference"><a href="#n">[note 3]</a></sup>',
        '<a href="#fn3" role="doc-noteref">3</a>',
        '<a href="#fn3">[3]</a>',
        '<a href="#fn3"><sup>3</sup></a>',
    ],
)
@pytest.mark.parametrize("before", ["passed by 42 votes.", "said “yes”", "the terminal"])
def test_a_mark_of_a_footnote_is_no_text_and_is_counted(mark, before):
    (draft,) = web.read(f"<p>It {before}{mark} Then all went home.</p>".encode(), "a.html").drafts
    assert draft.text == f"It {before} Then all went home."
    (omission,) = draft.omissions
    assert omission == Omission(omission.characters, "marks of footnotes")


def test_a_mark_behind_a_year_does_not_change_it():
    assert text_of("<p>Built in 1998<sup>3</sup> by Brandt.</p>") == "Built in 1998 by Brandt."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
        ("log<sub>10</sub>5", "log₁₀5"),
        ("a<sub>i</sub>", "ai"),
        ("1011<sub>2</sub>", "1011₂"),
    ],
)
def test_a_subscript_stays_and_changes_no_number(html, text):
    assert text_of(f"<p>{html}</p>") == text


def test_a_link_in_a_sentence_is_text():
    assert text_of('<p>See <a href="#part">part 3</a> and [3].</p>') == "See part 3 and [3]."
