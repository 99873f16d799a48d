import re

import pytest

from index.corpus import Span
from page.panels.article_view import article_html, cited_article_html
from qa.answer import Citation
from qa.evidence.verification import Verdict
from tests.support.toys import article

GOOD = Verdict("verified", "the file says so")


def citation(text: str, quote: Span, sentence: Span, number: int = 1) -> Citation:
    return Citation(number, "a.txt", None, None, None, quote, sentence, quote.of(text),
                    sentence.of(text), "0" * 64, 0.5)  # fmt: skip


def test_steps_lead_to_the_neighbours():
    text = "One. Two. Three."
    shown = [citation(text, s, s, n) for n, s in enumerate([Span(0, 4), Span(5, 9)], start=1)]
    html = cited_article_html(article(text), shown, chosen=shown[1], verdict=GOOD)
    steps = re.findall(r'data-number="(\d)"[^>]*class="qa-step"( disabled)?', html)
    assert steps == [("1", ""), ("3", " disabled")]
    assert "2 of 2" in html
    assert "qa-steps" not in cited_article_html(
        article(text), shown[:1], chosen=shown[0], verdict=GOOD
    )


def test_pages_and_paragraphs_are_told():
    text = "One.\n\nTwo.\n\nThree."
    html = article_html(article(text, pages=(0, 6)))
    assert re.findall(r">page (\d)<|data-paragraph=\"(\d)\"", html) == [
        ("1", ""), ("", "1"), ("2", ""), ("", "2"), ("", "3"),
    ]  # fmt: skip


def test_the_badge_opens_to_the_file_and_the_digest_that_was_compared():
    one = article("An apple fell.", "fruit.jsonl#3")
    cited = citation(one.text, Span(3, 8), Span(0, 14))
    html = cited_article_html(one, [cited], chosen=cited, verdict=GOOD)
    summary, _, inside = html.partition("</summary>")
    assert "Quote matches file: word for word" in summary
    assert "Compared with fruit.jsonl at " in inside and one.digest in inside
    changed = cited_article_html(one, [cited], chosen=cited, verdict=Verdict("changed", "x"))
    assert "<details>" not in changed


def test_of_a_long_article_the_part_around_the_citation_is_shown():
    text = "\n\n".join(f"Paragraph number {n} is here to be read by all." for n in range(9000))
    start = text.index("Paragraph number 5000")
    span = Span(start, start + 20)
    html = cited_article_html(
        article(text), [c := citation(text, span, span)], chosen=c, verdict=GOOD
    )
    assert len(html) < 1_000_000 and 'id="qa-chosen"' in html
    assert "earlier paragraphs are not shown" in html
    assert "more paragraphs are not shown" in html
    assert 'data-paragraph="5001"' in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        " x",
        "http://[bad",
        "//\u2100",
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url):
    assert "<a " not in article_html(article("One.", url=url))
    linked = article_html(article("One.", url="https://example.org/?a=1&b='"))
    assert '<a href="https://example.org/?a=1&amp;b=&#x27;" target="_blank"' in linked
    assert 'rel="noopener noreferrer"' in linked


def test_hostile_text_stays_text():
    text = "The <img src=x onerror=alert(1)> ate ${a} and {{b}} whole."
    span = Span(0, len(text))
    shown = citation(text, span, span)
    html = cited_article_html(
        article(text, title="<b>${x}</b>"), [shown], chosen=shown, verdict=GOOD
    )
    assert "<img" not in html and "${" not in html and "{{" not in html and "<b>" not in html
