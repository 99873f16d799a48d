from dataclasses import replace

from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.evidence.citations import cite
from qa.forms.form import in_form
from qa.readers.sentence_reader import SentenceReader
from tests.qa.test_answer import answer
from tests.support.toys import passages, span_of

TEXT = "The ferry is for cars, lorries and horses. Smith owns it."
(PASSAGE,) = passages(TEXT)


def given(found: str, **changes: object):
    span = AnswerSpan(PASSAGE, span_of(found, TEXT), 0.9)
    hit = Hit(PASSAGE, 1.0, 1, 1.0, 1.0, (1.0,) * len(PASSAGE.sentences))
    said = answer(text=found, citations=cite([span], limit=1), proposals=(span,), hits=(hit,))
    return in_form(replace(said, **changes), SentenceReader())


def test_a_list_has_its_items_with_their_citations_and_the_enumeration_as_its_text():
    said = given("lorries", kind="list")
    assert said.text == "cars, lorries and horses" == said.citations[0].quote
    assert [(item.text, item.citation) for item in said.items] == [
        ("cars", 1), ("lorries", 1), ("horses", 1),
    ]  # fmt: skip
    assert said.items[0].span == Span(17, 21)


def test_a_list_of_one_is_an_answer_as_any_other():
    said = given("Smith", kind="list")
    assert (said.kind, said.items, said.text) == (None, (), "Smith")


def test_the_word_is_said_of_the_cited_sentence():
    said = given("Smith owns it.", kind="yes_no", question="Does Smith own the ferry?")
    assert (said.decides, said.kind) == (None, "yes_no")  # "it" is not read as the ferry
    said = given("The ferry is for cars, lorries and horses.", kind="yes_no",
                 question="Is the ferry for horses?")  # fmt: skip
    assert said.decides == "yes"
