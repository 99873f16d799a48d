from dataclasses import replace

from page.panels.asking.topic import Topic, Turn
from page.panels.asking.topic_view import question_html, topic_html
from tests.qa.test_answer import answer

FELL = answer(question="What fell?", searched=None)
TURNS = tuple(Turn(f"{n} <b>?", f"answer {n}" if n else None, "A & B") for n in range(5))


def test_a_topic_without_a_question_is_nothing():
    assert topic_html(Topic()) == ""


def test_the_first_answer_offers_to_ask_on_and_to_forget():
    shown = topic_html(Topic(TURNS[:1]))
    assert "You can ask on" in shown and 'data-do="forget"' in shown and "<ol" not in shown


def test_earlier_turns_are_opened_again_by_a_click_the_oldest_of_them_by_two():
    shown = topic_html(Topic(TURNS))
    folded, near = shown.split("</details>")
    assert "<summary>2 earlier questions</summary>" in folded and "no answer" in folded
    assert [f'data-ask="{n} &lt;b&gt;?" data-how="on"' in folded for n in range(5)] == [
        1,
        1,
        0,
        0,
        0,
    ]
    assert [f'data-ask="{n} &lt;b&gt;?" data-how="on"' in near for n in range(5)] == [0, 0, 1, 1, 0]
    assert '<b dir="auto">answer 3</b> <small dir="auto">A &amp; B</small>' in near


def test_where_the_last_question_had_a_mistake_all_turns_are_earlier_ones():
    assert 'data-ask="4 &lt;b&gt;?"' in topic_html(Topic(TURNS), answered=False)


def test_an_answer_names_its_question():
    assert question_html(FELL) == '<h2 dir="auto" class="qa-of">What fell?</h2>'


def test_what_was_searched_can_be_edited_and_what_was_typed_be_searched():
    shown = question_html(FELL, "and <what>?")
    assert ">Searched: What fell?</h2>" in shown and 'data-edit="What fell?"' in shown
    assert 'data-ask="and &lt;what&gt;?" data-how="on">Search as typed' in shown


def test_a_corrected_question_would_be_corrected_again():
    shown = question_html(replace(FELL, question="What fel?", searched="What fell?"), "What fel?")
    assert 'data-edit="What fell?"' in shown and "as typed" not in shown
