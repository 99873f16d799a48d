from dataclasses import replace
from datetime import date

from index import Filter, build
from index.corpus import Span
from page.panels.ask import AnswerPanel, answer_html, confidence_html, sentence_html
from page.panels.evidence import cards_html
from page.panels.filters import FilterInput
from qa.answer import Alternative, Answer, Citation, Hit, Item, Part
from qa.questions.thread import Thread
from tests.qa.test_answer import answer as answered
from tests.qa.test_answer import citation
from tests.support.toys import passages

APPLES = "An apple fell on the stone.\n\nThe river rose."


def cited(quote: Span, text: str = "An apple fell.") -> Citation:
    return Citation(1, "a.txt", None, None, date(2023, 1, 1), quote, Span(0, len(text)),
                    quote.of(text), text, "0" * 64, 0.5)  # fmt: skip


def test_the_answer_is_shown_with_its_question_and_confidence(host):
    said, answer = AnswerPanel(host({"a.txt": APPLES})).answer("Did the apple hit a stone?")
    assert answer.text == "An apple fell on the stone."
    assert '<p dir="auto" class="qa-short">An apple fell on the stone.</p>' in said
    assert 'data-question="Did the apple hit a stone?"' in said
    assert "% confidence" in said
    assert "qa-within" not in said  # the whole sentence is the answer
    assert '<h2 dir="auto" class="qa-of">Did the apple hit a stone?</h2>' in said


def test_a_long_answer_is_set_smaller(host):
    long = "An apple fell on the stone, " + "and the river rose again, " * 4 + "said Ann."
    said, answer = AnswerPanel(host({"a.txt": long})).answer("Did the apple hit a stone?")
    assert len(answer.text) > 90 and 'class="qa-short qa-long"' in said


def test_a_follow_up_is_asked_with_what_it_leaves_out(host):
    panel = AnswerPanel(host({"a.txt": APPLES}))
    thread = Thread().with_turn("Did the apple hit a stone?", None, [])
    said, answer = panel.answer("  and why?", thread=thread)
    assert answer.question == "Why did the apple hit a stone?"
    assert "Searched: Why did the apple hit a stone?</h2>" in said
    assert 'data-ask="and why?" data-how="on">Search as typed' in said


def test_an_answer_of_an_earlier_index_offers_to_ask_again(host, seeds, index, embedder):
    opened = host({"a.txt": APPLES})
    panel = AnswerPanel(opened)
    answer = panel.answer("Did the apple hit a stone?")[1]
    assert panel.outdated(answer) == panel.outdated(None) == ""
    build(seeds({"b.txt": "A stone sank."}), index, embedder=embedder)
    said = panel.outdated(answer)
    assert 'role="status"' in said and ">Ask again</button>" in said
    assert 'data-ask="Did the apple hit a stone?" data-how="on"' in said
    assert panel.outdated(panel.answer("Did the apple hit a stone?")[1]) == ""
    (index / "current").unlink()
    assert panel.outdated(answer) == ""  # the status bar says what is wrong


def test_an_answer_of_a_part_of_the_index_says_so(host, degraded):
    panel = AnswerPanel(host({"a.txt": APPLES}))
    said, answer = panel.answer("apple?")
    assert answer.text and not answer.complete
    assert 'class="qa-degraded" role="status">A part of the index did not answer: there' in said
    degraded.undo()
    assert "qa-degraded" not in panel.answer("apple?")[0]


def test_a_quote_is_marked_in_its_sentence():
    assert sentence_html(cited(Span(3, 8)), class_="x") == (
        '<p class="x" dir="auto">An <mark>apple</mark> fell.</p>'
    )
    assert "<mark>" not in sentence_html(cited(Span(0, 14)), class_="x")


def test_confidence_is_in_words_and_as_a_number():
    assert "<b>Very likely</b> · 85% confidence" in confidence_html(0.85)
    assert "<b>Uncertain</b> · 4% confidence" in confidence_html(0.04)


def test_an_abstention_is_a_result_with_its_reason(host):
    said, answer = AnswerPanel(host({"a.txt": APPLES}, threshold=1.0)).answer("Who is the king?")
    assert answer.text is None
    assert "No clear answer in these articles." in said and "qa-abstained" in said
    assert answer_html(answer).count("qa-note") == 1
    assert 'data-do="keep"' in said


def test_a_question_that_is_none_is_one_line(host):
    said, answer = AnswerPanel(host({"a.txt": APPLES})).answer("  ")
    assert 'role="alert"><bdi lang="en">the question is empty; expected' in said and answer is None


def test_without_an_index_a_question_says_how_to_make_one(host):
    said, answer = AnswerPanel(host()).answer("Who?")
    assert "no index in" in said and answer is None


def test_where_articles_disagree_the_others_stand_below_with_date_and_evidence():
    ours = cited(Span(3, 8))
    theirs = replace(cited(Span(2, 7), "A stone fell."), number=2, article="b.txt")
    other = Alternative("stone", 0.31, (theirs,))
    hits = tuple(
        Hit(p, score=1.0, rank=n, dense=0.5, lexical=0.5, sentences=(0.5,))
        for n, (p,) in enumerate((passages(c.sentence_text, c.article) for c in (ours, theirs)), 1)
    )
    answer = Answer("?", "apple", None, 0.5, (ours,), hits, 1, 1.0, alternatives=(other,))
    shown = answer_html(answer)
    assert "The articles disagree. Other answers:" in shown
    assert 'data-do="open" data-number="2"' in shown and '<b dir="auto">stone</b>' in shown
    assert "1 January 2023</bdi> · <bdi>confidence 31%: possible</bdi> · <bdi>[2]" in shown
    cards = cards_html(answer)
    assert cards.count('class="qa-card"') == 2 and "Another answer: stone" in cards


def test_an_answer_says_of_which_articles_it_was_asked(host):
    dated = "---\ndate: 2023-11-07\n---\nThe moon rose."
    panel = AnswerPanel(host({"a.txt": APPLES, "b.txt": dated}, threshold=0.9))
    said, answer = panel.answer("apple?", FilterInput(after="2023"))
    assert answer.text is None
    assert "No clear answer in the articles that the filter leaves." in said
    assert "Asked of 1 of 2 articles: from 2023-01-01; 1 that states no date is left out." in said
    assert "Save “no answer” as test" in said
    assert "Asked of" not in panel.answer("apple?")[0]


def test_a_filter_that_cannot_be_is_a_problem(host):
    said, answer = AnswerPanel(host({"a.txt": APPLES})).answer("apple?", FilterInput(after="soon"))
    assert answer is None and "qa-problem" in said and "is no date; expected a day" in said


def test_a_filter_that_the_question_names_is_offered_and_not_applied(host):
    dated = "---\ndate: 2022-11-07\n---\nThe apple rose."
    panel = AnswerPanel(host({"a.txt": APPLES, "b.txt": dated}))
    said, answer = panel.answer("Which apple rose in 2022?")
    chip = "Ask only: from 2022-01-01, until 2022-12-31"
    assert answer.where is None and f">{chip}</button>" in said and 'data-do="only"' in said
    assert panel.suggested(answer) == Filter.parse(after="2022", before="2022")
    said, answer = panel.answer("Which apple rose in 2022?", FilterInput(after="2022"))
    assert "Ask only" not in said and panel.suggested(answer) is None
    assert panel.suggested(None) is None
    assert "Ask only" not in panel.answer("Which apple rose?")[0]


def test_each_part_of_a_question_is_shown_with_its_answer():
    parts = (
        Part("What fell?", "apple", None, 0.5, (citation(),), "yes", (Item("An", Span(0, 2), 1),)),
        Part("What <b>flew</b>?", None, "nothing near", 0.0, ()),
    )
    html = answer_html(answered(parts=parts, searched=None))
    assert "Yes: apple" in html and "At least this one: An [1]" in html
    assert "What fell?" in html and "confidence 50%: likely" in html and "[1]" in html
    assert "What &lt;b&gt;flew&lt;/b&gt;?" in html
    assert 'No clear answer in these articles. <bdi lang="en">Nothing near.</bdi>' in html


def test_a_corrected_question_is_shown():
    assert "Searched: Who fell?" in answer_html(answered(searched="Who fell?"))


def test_the_word_stands_before_the_sentence_that_decides():
    assert ">No: apple</p>" in answer_html(answered(kind="yes_no", decides="no"))


def test_what_was_found_of_a_list_is_shown_as_not_all_of_it():
    items = (Item("An <b>", Span(0, 2), 1), Item("apple", Span(3, 8), 1))
    html = answer_html(answered(kind="list", items=items))
    assert "At least these 2:" in html and "An &lt;b&gt;" in html
