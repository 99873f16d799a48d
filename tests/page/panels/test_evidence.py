import re

import pytest

from index import build
from page.panels.evidence import EvidencePanel, cards_html, evidence_of
from tests.index.sources.formats.pdf.files import drawn

APPLES = "An apple fell on the stone.\n\nThe river rose."


@pytest.fixture
def asked(host):
    opened = host(
        {
            "a.txt": APPLES,
            "b.txt": "An apple fell near the old stone.\n\nA stone sank.",
            "c.md": "Nobody came.",
        }
    )
    return EvidencePanel(opened), opened.assistant.ask("apple stone")


def test_cards_are_numbered_buttons_with_their_place(asked):
    evidence, answer = asked
    cards = evidence.cards(answer)
    assert re.findall(r'class="qa-card" data-do="open" data-number="(\d)"', cards)[:2] == ["1", "2"]
    assert cards.count('aria-pressed="true"') == 1
    assert "paragraph 1" in cards and "Checking the file" in cards
    assert "page " not in cards


def test_cards_are_proved_when_they_are_shown(asked, seeds):
    evidence, answer = asked
    assert evidence.verified_cards(answer).count("qa-is-verified") == len(answer.citations)
    seeds({answer.citations[0].article: "Something else lies here now."})
    cards = evidence.verified_cards(answer)
    assert cards.count("qa-is-changed") == 1 and "Source changed since indexing" in cards


def test_an_answer_of_an_earlier_index_says_so_where_its_source_has_changed(
    asked, seeds, index, embedder
):
    evidence, answer = asked
    build(seeds({"a.txt": "Something else.", "b.txt": "Others."}), index, embedder=embedder)
    for shown in (evidence.verified_cards(answer), evidence.open(answer, 1)):
        assert "Quoted from an earlier version of the source" in shown
        assert "qa-badge qa-is-changed qa-is-outdated" in shown


def test_the_first_article_is_there_before_it_is_proved(asked):
    evidence, answer = asked
    shown = evidence.first_article(answer)
    assert (
        "Checking the file…" in shown
        and 'id="qa-chosen"' in shown
        and "qa-is-" not in (shown.replace("qa-is-chosen", ""))
    )
    assert evidence.first_article(None) == ""


def test_an_opened_article_is_marked_and_proved(asked):
    evidence, answer = asked
    shown = evidence.open(answer, 1)
    assert f'id="qa-chosen">{answer.citations[0].quote}</mark>' in shown
    assert "Quote matches file: word for word" in shown
    assert shown.count('id="qa-chosen"') == 1
    assert 'data-do="keep" data-number="1"' in shown


def test_a_changed_source_says_what_it_says_now(asked, seeds):
    evidence, answer = asked
    seeds({"a.txt": "An apple fell on the roof.", "b.txt": "A stone and an apple rose."})
    shown = evidence.open(answer, 1)
    assert "Source changed since indexing" in shown and "It now says" in shown
    assert answer.citations[0].quote in shown  # the text as it was indexed stays beside it


def test_a_source_that_is_gone_says_so(asked, seeds):
    evidence, answer = asked
    (seeds({}) / answer.citations[0].article).unlink()
    assert "Source deleted since indexing" in evidence.open(answer, 1)


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_number_that_is_none_opens_nothing(asked, number):
    evidence, answer = asked
    assert evidence.open(answer, number) == ""
    assert (
        evidence.open(None, 1) == "" and evidence.cards(None) == evidence.verified_cards(None) == ""
    )


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "", "seeds/a.txt"])
def test_only_an_id_of_the_index_is_read(asked, name):
    assert "no article" in asked[0].read(name)
    assert "An apple fell" in asked[0].read("a.txt")


def test_the_nearest_passages_stand_in_for_an_answer(host):
    opened = host({"a.txt": APPLES}, threshold=1.0)
    answer = opened.assistant.ask("Did the river rise?")
    nearest = evidence_of(answer)
    assert [c.number for c in nearest] == list(range(1, len(nearest) + 1))
    assert "Nearest passages" in cards_html(answer)
    shown = EvidencePanel(opened).open(answer, 1)
    assert "qa-near" in shown and "keep" not in shown


def test_without_seeds_the_cards_stay_and_say_so(asked, seeds):
    evidence, answer = asked
    folder = seeds({})
    folder.rename(folder.with_name("moved"))
    cards = evidence.verified_cards(answer)
    assert "qa-card" in cards and "does not exist" in cards


def test_each_sentence_can_be_copied_with_its_source_and_opened(host):
    told = '---\ntitle: Fruit\nsource: Daily\npublished: 2023-11-07\nauthor: Ann "A" Author\n'
    opened = host(
        {
            "a.txt": f"{told}url: https://daily.example/a\n---\nAn apple fell on the stone.",
            "b.txt": "---\nurl: javascript:alert(1)\n---\nAn apple fell near the old stone.",
        }
    )
    cards = EvidencePanel(opened).cards(opened.assistant.ask("apple stone"))
    assert (
        'data-copy="“An apple fell on the stone.” (Fruit, Ann &quot;A&quot; Author, Daily, 7'
        ' November 2023, https://daily.example/a)"'
    ) in cards
    link = "https://daily.example/a#:~:text=An%20apple%20fell%20on%20the%20stone."
    assert f'href="{link}" target="_blank" rel="noopener noreferrer"' in cards
    assert cards.count("href=") == 1 and cards.count('class="qa-copy"') == 2


@pytest.fixture
def asked_of_a_pdf(host):
    opened = host({"a.pdf": drawn("It rained.", "An apple fell on the stone. The river rose.")})
    return EvidencePanel(opened), opened.assistant.ask("apple stone")


def test_the_page_of_a_citation_is_shown_with_its_sentence_boxed(asked_of_a_pdf):
    evidence, answer = asked_of_a_pdf
    assert 'data-do="picture" data-number="1"' in evidence.cards(answer)
    assert "Show page 2" in evidence.first_article(answer)
    shown = evidence.open(answer, 1, page=True)
    assert "Page 2 of a.pdf. The sentence is boxed." in shown and "qa-boxed" in shown
    assert "Quote matches file" in shown and "Show page" not in shown


def test_the_page_of_a_file_that_has_changed_is_not_shown(asked_of_a_pdf, seeds):
    evidence, answer = asked_of_a_pdf
    seeds({"a.pdf": drawn("It rained.")})
    shown = evidence.open(answer, 1, page=True)
    assert "<img" not in shown and "has changed since it was indexed" in shown


def test_an_article_without_pages_has_no_page_to_show(asked):
    evidence, answer = asked
    assert "Show page" not in evidence.cards(answer) + evidence.open(answer, 1, page=True)
