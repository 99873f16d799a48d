"""Yes and no, said by a toy reader that answers inner questions with what it is given."""

import pytest

from qa.answer import AnswerSpan, Hit
from qa.evidence.citations import cite
from qa.forms.yes_no import decide, weighed
from tests.support.toys import passages, span_of

TEXT = "News of the quay\n\nThe mill by the river was built by Anna Smith with money of the state."
HEADING, PASSAGE = passages(TEXT, max_tokens=20)
HITS = [Hit(PASSAGE, 1.0, 1, 1.0, 1.0, (1.0,) * len(PASSAGE.sentences))]


class ToyReader:
    threshold = 0.5

    def __init__(self, found: str, score: float) -> None:
        self._found, self._score = found, score

    def read(self, question, hits):
        return [AnswerSpan(PASSAGE, span_of(self._found, TEXT), self._score)]

    def load(self):
        pass


def word(question, found="Anna Smith", score=0.9):
    cited = cite([AnswerSpan(PASSAGE, PASSAGE.sentences[0], 0.9)], limit=1)[0]
    return decide(question, cited, HITS, ToyReader(found, score))


@pytest.mark.parametrize(
    ("question", "found", "score", "expected"),
    [
        ("Was the old mill built by Anna Smith?", "Anna Smith", 0.9, "yes"),
        ("Was the old mill built by Anna Smith?", "Anna Smith", 0.2, None),
        ("Was the old mill built by Tom Wood?", "Anna Smith", 0.9, None),
        ("Was the old mill built by Anna Smith or Tom Wood?", "Anna Smith", 0.9, None),
        ("Was the mill built by Anna Smith?", "Anna Smith", 0.0, "yes"),  # the words alone
    ],
)
def test_the_word_is_said_where_the_reader_finds_the_words_of_the_question(
    question, found, score, expected
):
    assert word(question, found, score) == expected


def test_a_sentence_with_the_words_of_the_question_is_surer_and_a_heading_comes_last():
    heading = AnswerSpan(HEADING, HEADING.span, 0.9)
    sentence = AnswerSpan(PASSAGE, PASSAGE.sentences[0], 0.4)
    far, near = (
        weighed(question, [heading, sentence])
        for question in ("Did the price of milk fall?", "Was the mill built with money?")
    )
    assert [span.passage for span in near] == [PASSAGE, HEADING]
    assert far[0].score < near[0].score < 1
    assert near[0].score > 0.4
