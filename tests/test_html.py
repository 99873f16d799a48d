import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from conftest import article, passages
from hypothesis import given
from hypothesis import strategies as st
from test_answer import answer, citation

from index.manifest import Changes, Manifest, Recipe
from qa import html
from qa.answer import AnswerSpan
from qa.citations import cite

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "`backticks`",
    '"><b onmouseover=alert(1)>',
    "' onfocus='alert(1)",
    "\u202etxt.exe",
]


class Seen(HTMLParser):
    """Collects the tags and the text that a browser would make of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_from_outside_becomes_markup(text):
    source = f"{text}. And so on."
    (passage,) = passages(source)
    cited = cite([AnswerSpan(passage, passage.sentences[0], 0.5)], limit=1)
    marked = [replace(c, title=text, source=text) for c in cited]
    page = (
        html.answer_html(answer(text=None, reason=text, citations=()))
        + html.citations_html(marked, 1)
        + html.article_html(article(source, title=text, source=text), cited, 1)
        + html.problem_html(text)
    )
    assert Seen(page).tags <= {"div", "button", "span", "b", "h3", "p", "mark"}
    assert not [name for name in Seen(page).attributes if name.startswith("on")]
    assert not re.search(r"[${}`\u202e]", page)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")))
def test_escaped_text_is_shown_letter_by_letter(text):
    shown = text.translate({ord(c): "\ufffd" for c in "\u202a\u202b\u202c\u202d\u202e"})
    assert Seen(f"<p>{html.escaped(text)}</p>").text == shown


def test_answer_shows_confidence():
    shown = Seen(html.answer_html(answer())).text
    assert "apple" in shown and "confidence 50%: likely" in shown


def test_cards_are_buttons_with_number_and_state():
    cards = html.citations_html([citation(), replace(citation(), number=2)], chosen=2)
    assert cards.count("<button") == 2
    assert re.findall(r'data-number="(\d)" aria-pressed="(\w+)"', cards) == [
        ("1", "false"),
        ("2", "true"),
    ]
    assert "An <b>apple</b> fell." in cards


def test_chosen_quote_has_the_anchor_once():
    text = "An apple fell.\n\nThe river rose."
    first, second = passages(text)
    cited = cite([AnswerSpan(p, p.sentences[0], 0.5) for p in (first, second)], limit=2)
    page = html.article_html(article(text, published=date(2024, 5, 31)), cited, 2)
    assert re.findall(r'<mark[^>]*id="qa-chosen"[^>]*>([^<]*)', page) == ["The river rose."]
    assert page.count("<p ") == 2
    assert "2024-05-31" in Seen(page).text


def test_index_line_counts_what_changed():
    recipe = Recipe("toy", "d", "s", "t")
    manifest = Manifest(
        3, "seeds", recipe, {"a.txt": "0"}, {}, dim=4, passages=1200, sentences=3000
    )
    fresh = html.index_html(manifest, Changes((), (), (), ("a.txt",)))
    assert "up to date with the seeds" in fresh and "1 article, 1,200 passages" in fresh
    changes = Changes(("n<.txt",), ("a.txt",), ("r.txt",), ())
    stale = Seen(html.index_html(manifest, changes)).text
    assert "1 changed, 1 removed, 1 new since the last build" in stale
    assert "a.txt, r.txt, n<.txt" in stale
