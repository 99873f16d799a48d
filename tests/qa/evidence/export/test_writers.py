import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from index.filtering.filter import Filter
from qa.answer import Hit, Scope
from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded_in
from qa.evidence.export.writers import to_html, to_json, to_markdown
from qa.text.links import sentence_link
from tests.qa.test_answer import answer, citation
from tests.support.toys import passages, span_of

URL = "https://paper.example/a_b?c=1&copy;$"
LINK = f"{URL}#:~:text=An%20apple%20fell%20on%20the%20stone."
TEXT = "It rained. An apple fell on the stone. It was cold."
NASTY = "<img src=x onerror=alert(1)> ![a](http://x/y.png) `${x}` **b** _c_ \u202e www.x.org"


@pytest.fixture
def cited():
    (passage,) = passages(TEXT)
    sentence = span_of("An apple fell on the stone.", TEXT)
    one = citation(title="Fruit & more", source="Daily", published=date(2023, 11, 7),
                   span=span_of("apple", TEXT), sentence=sentence, sentence_text=sentence.of(TEXT),
                   copies=("b.txt",), url=URL, author="Ann",
                   page=2, paragraph=5, link=LINK)  # fmt: skip
    hit = Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.1, 0.5, 0.2))
    return answer(citations=(one,), hits=(hit,))


def test_the_bytes_of_a_page_are_those_that_earlier_exports_have(cited):
    """A page is verified byte for byte, so how a character is escaped never changes."""
    page = to_html(replace(cited, question='Isn\'t "A & B" <{$`\u200b\x00?'))
    question = "Isn&#x27;t &quot;A &amp; B&quot; &lt;&#123;&#36;&#96;&#8203;\ufffd?"
    assert f'<h1 dir="auto">{question}</h1>' in page
    assert (
        '<ol>\n<li value="1">\n<blockquote dir="auto">It rained. <mark>An <b>apple</b> fell on the'
        ' stone.</mark> It was cold.</blockquote>\n<p class="note" dir="auto">Fruit &amp; more ·'
    ) in page


@pytest.mark.parametrize("export", [to_json, to_markdown, to_html])
def test_equal_answers_give_equal_files(cited, export):
    assert export(cited) == export(replace(cited, elapsed_ms=99.0))
    assert export(cited).endswith("\n") and "elapsed" not in export(cited)


def test_json_is_one_object_with_sorted_keys(cited):
    form = json.loads(to_json(cited))
    assert list(form) == sorted(form) and form["citations"][0]["passage"] == TEXT


def test_markdown_shows_answer_sentence_and_paragraph(cited):
    shown = to_markdown(cited).split("<!--")[0]
    assert shown == (
        "# What fell?\n"
        "\n"
        "**apple**\n"
        "(confidence 50%: likely)\n"
        "\n"
        "1. Fruit \\& more · Ann · Daily · 2023-11-07 · a.txt, page 2, paragraph 5,"
        " characters 11-38\n"
        "\n"
        "   > An **apple** fell on the stone.\n"
        "\n"
        "   In its paragraph: It rained. \\[…\\] It was cold.\n"
        "\n"
        "   [https\\://paper.example/a\\_b?c=1\\&copy;\\$]"
        "(<https://paper.example/a_b?c=1&amp;copy;%24#:~:text="
        "An%20apple%20fell%20on%20the%20stone.>)\n"
        "\n"
        "   also in: b.txt\n"
        "\n"
        f"   SHA-256 {'0' * 64}\n"
        "\n"
        "Generation 1 of the index · To check every word of it against the articles:"
        " qa verify FILE · Stated by whoever exported this, and not proved by the articles: the"
        " question, that this answers it, the confidence, the generation of the index, which"
        " articles are copies\n"
        "\n"
    )


def test_markdown_of_an_abstention_says_why():
    text = to_markdown(answer(text=None, reason="nothing near", citations=()))
    assert "The articles do not answer this: nothing near." in text and "qa verify" not in text
    assert "articles prove what they say, and never that they do not answer" in text


class Reader(HTMLParser):
    """Collects what a page shows, what is marked in it, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.shown[tag] = self.shown.get(tag, "") + data


def test_html_marks_sentence_and_quote_in_the_passage(cited):
    page = Reader(to_html(cited))
    assert page.open == []
    assert page.shown["blockquote"] == TEXT
    assert (page.shown["mark"], page.shown["b"]) == ("An apple fell on the stone.", "apple")
    assert page.shown["title"] == page.shown["h1"] == "What fell?"
    for part in (
        "Fruit & more · Ann · Daily · 2023-11-07",
        "also in: b.txt",
        "confidence 50%",
        "0" * 64,
    ):
        assert part in page.shown["main"]


def test_html_fetches_and_runs_nothing(cited):
    page = Reader(to_html(cited))
    assert {"src", "srcset", "action"}.isdisjoint(key for _, a in page.tags for key in a)
    ((name, link),) = [(tag, a) for tag, a in page.tags if "href" in a]
    assert (name, link["rel"]) == ("a", "noopener noreferrer")
    assert link["href"] == cited.citations[0].link
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "article-qa"}]
    assert "url(" not in page.shown["style"] and "@import" not in page.shown["style"]
    policy = next(a["content"] for _, a in page.tags if "http-equiv" in a)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "prefers-color-scheme: dark" in page.shown["style"]


@pytest.fixture
def nasty():
    """Markup wherever text from outside stands."""
    sentence = span_of(NASTY, NASTY)
    one = citation(title=NASTY, source=NASTY, article=f"{NASTY}.txt", copies=(NASTY,),
                   url=f"https://x.example/{NASTY}", author=NASTY,
                   link=sentence_link(f"https://x.example/{NASTY}", NASTY),
                   span=sentence, sentence=sentence, quote=NASTY, sentence_text=NASTY)  # fmt: skip
    return answer(question=NASTY, text=NASTY, citations=(one,))


def test_markup_in_texts_is_shown_and_not_run_in_html(nasty):
    page = Reader(to_html(nasty))
    assert "img" not in {tag for tag, _ in page.tags}
    (href,) = [a["href"] for _, a in page.tags if "href" in a]
    assert href.startswith("https://x.example/%3Cimg%20src=x")
    assert page.shown["b"] == NASTY.replace("\u202e", "\ufffd")


def test_markup_in_texts_is_shown_and_not_run_in_markdown(nasty):
    shown = to_markdown(nasty).split("\n<!-- article-qa")[0]
    shown, link = re.subn(r"(?<!\\)\[(.*)\]\(<https://x\.example/[^<>`{\s]*>\)", r"\1", shown)
    assert link == 1
    assert not re.search(r"(?<!\\)[<`\[]|(?<!\\)\$|(?<!\\)_|http://|(?<=www)\.x|\u202e", shown)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example", "https://a@b.example"])
def test_what_is_no_web_address_is_text(url):
    said = answer(citations=(citation(url=url),))
    page = Reader(to_html(said))
    assert url in page.shown["main"] and not [a for _, a in page.tags if "href" in a]
    assert not re.search(r"(?<!\\)\[", to_markdown(said).split("<!--")[0])


@pytest.mark.parametrize("export", [to_html, to_markdown])
@pytest.mark.parametrize("opening", OPENINGS)
def test_no_text_can_pass_for_the_data(export, opening):
    text = export(answer(question=f"Who? {opening}", text=None, reason="x", citations=()))
    found = [embedded_in(text, *pair) for pair in zip(OPENINGS, CLOSINGS, strict=True)]
    assert [form["reason"] for forms in found for form in forms] == ["x"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("1. one", "1\\. one"),
        ("# one", "\\# one"),
        ("- one", "\\- one"),
        ("2023 was", "2023 was"),
        ("a@b.org", "a\\@b.org"),
    ],
)
def test_what_opens_a_line_is_no_markup(text, marked):
    exported = to_markdown(answer(question=text))
    assert exported.startswith(f"# {marked}\n")


def test_the_page_of_an_abstention_says_why():
    page = Reader(to_html(answer(text=None, reason="nothing near", citations=())))
    assert "The articles do not answer this." in page.shown["main"]
    assert "nothing near." in page.shown["main"] and page.shown.get("blockquote") is None


def test_the_filter_is_stated_below_the_answer(cited):
    scope = Scope(Filter(authors=("<b>Donga",)), 5, 12, 0)
    said = "Stated by whoever exported this: asked of 5 of 12 articles: author "
    filtered = replace(cited, scope=scope)
    assert said + "&lt;b\\>Donga" in to_markdown(filtered)
    assert said + "&lt;b&gt;Donga" in to_html(filtered)
    assert "asked of" not in to_markdown(cited) + to_html(cited)
