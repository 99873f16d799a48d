import pytest

from index.corpus import Span
from qa.speech.attribution import MASK, attribution


def masked(text: str) -> str:
    """The text with what stands between marks masked, marks too."""
    parts = text.split('"')
    return "".join(MASK * (len(part) + 2) if n % 2 else part for n, part in enumerate(parts))


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "apposition"),
    [
        ('"It is late," said Anna Smith.', "Anna Smith", "said", ""),
        ('"It is late," said Anna Smith, of the zoo.', "Anna Smith", "said", "of the zoo"),
        ('Anna Smith, of the zoo, said: "It is late."', "Anna Smith", "said", "of the zoo"),
        ('"It is late," she added, "and dark."', "she", "added", ""),
        ("Dr Smith later admitted that it was late.", "Dr Smith", "admitted", ""),
        ("According to the mayor, it was late.", "the mayor", "According to", ""),
        ("It was late, according to Anna Smith.", "Anna Smith", "according to", ""),
        ("It was late, said Anna Smith.", "Anna Smith", "said", ""),
        ('"It is late," the company’s spokesman pointed out.', "the company’s spokesman",
         "pointed out", ""),
    ],
)  # fmt: skip
def test_the_speaker_and_the_verb_of_a_sentence(text, speaker, verb, apposition):
    found = attribution(masked(text))
    assert found is not None
    assert found.speaker.of(text) == speaker
    assert (found.verb, found.apposition) == (verb, apposition)


@pytest.mark.parametrize(
    "text",
    [
        "It was late.",
        "The act of member states is a violation.",
        "The minister reported to the police.",
        '"Smith said no"',
        "",
    ],
)
def test_a_sentence_in_which_nobody_speaks_has_none(text):
    assert attribution(masked(text)) is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Smith said that it was late.", "it was late"),
        ("It was far too late, said Smith.", "It was far too late"),
        ("According to Smith, it was far too late.", "it was far too late"),
        ("It was far too late, according to Smith.", "It was far too late"),
    ],
)
def test_the_reported_words_of_a_sentence(text, content):
    found = attribution(text)
    assert found is not None
    assert isinstance(found.content, Span)
    assert found.content.of(text) == content
