from hypothesis import given
from hypothesis import strategies as st

from qa.speech.utterances import utterances_in

ARTICLE = """Visitors heard Anna Smith, head of the zoo, speak for the first time.

“The tiger came home,” Smith said. “He is well and eats again.” She believes that he was hungry.

Police were called at noon. “We saw the tiger at the lake at ten,” said the mayor, Tom Wood.

“He was ‘rather tired’ by then,” added Wood, “and went to sleep.” It rained."""


def said(text: str) -> list[tuple[str, str, str, bool]]:
    return [(u.speaker, u.verb, u.span.of(text), u.direct) for u in utterances_in(text)]


def test_an_article_gives_each_utterance_with_its_speaker():
    assert said(ARTICLE) == [
        ("Anna Smith", "said", "The tiger came home,", True),
        ("Anna Smith", "said", "He is well and eats again.", True),
        ("Anna Smith", "believes", "he was hungry", False),
        ("Tom Wood", "said", "We saw the tiger at the lake at ten,", True),
        ("Tom Wood", "added", "He was ‘rather tired’ by then,", True),
        ("Tom Wood", "added", "and went to sleep.", True),
    ]


def test_single_words_in_marks_belong_to_what_is_reported():
    assert said("Anna Smith said the tiger was “very hungry” at noon.") == [
        ("Anna Smith", "said", "the tiger was “very hungry” at noon", False)
    ]


def test_a_quotation_before_another_one_belongs_to_the_same_speaker():
    text = "He spoke of a plan: “We will build it here.” “It will be ready soon,” said Tom Wood."
    assert [words for _, _, words, _ in said(text)] == [
        "We will build it here.", "It will be ready soon,",
    ]  # fmt: skip


def test_a_title_leads_to_the_name_in_the_article():
    text = "Park Jin arrived. “We protect all who flee,” Minister Park emphasized."
    assert said(text)[0][0] == "Park Jin"


@given(
    st.lists(st.sampled_from(["“", "”", "said ", "Smith", " he ", "\n\n", ", ", ". ", "It is "]))
)
def test_no_text_breaks_the_rules_and_every_span_is_within_its_sentence(parts):
    text = "".join(parts)
    for one in utterances_in(text):
        assert one.sentence.contains(one.span)
        assert one.span.of(text).strip()
