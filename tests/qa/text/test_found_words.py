from index.corpus import Span
from qa.text.found_words import found_words


def found(text: str, wanted: set[str], within: Span | None = None) -> list[str]:
    spans = found_words(text, wanted, within or Span(0, len(text)))
    return [span.of(text) for span in spans]


def test_words_of_one_stem_are_found_whatever_their_case_or_accents():
    text = "He visits Malmö; visiting Malmo, he VISITED the malmoer."
    assert found(text, {"visit"}) == ["visits", "visiting", "VISITED"]
    assert found(text, {"malmo"}) == ["Malmö", "Malmo"]


def test_only_words_within_the_span_are_found():
    assert found("yak yak yak", {"yak"}, Span(2, 9)) == ["yak"]
