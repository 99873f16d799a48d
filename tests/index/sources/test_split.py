from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.corpus import Span
from index.sources.paragraphs import split_paragraphs
from index.sources.split import MAX_TOKEN_LENGTH, _pack, split_passages, split_sentences
from tests.support.toys import SEED, SEEDS, article, passages

SEED_TEXT = (SEEDS / SEED).read_text(encoding="utf-8")
PIECES = (
    *("a", "I", "The", "river", "Stone", "U.S.", "Mr.", "don't", "won’t", "isNot", "3.5", "8th"),
    *("co-\nop", "wait-\n ing", "soft\u00ad\nhyphen", "under_score", "x" * 130, "ＡＢ", "中文。"),
    *(".", "...", "…", "!", "?", "?!", ";", ":", ",", "-", "–", "'", '"', "“", "”", "(", ")"),
    *("[", "]", ". .", "# ", "- ", "1. ", "> ", "| ", "\n", "\n\n", "\n \n", "\r\n\r\n"),
    *(" ", "  ", "\t", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\u00a0", "\u2003", "\u2028"),
    *("\u2029", "\u3000", "\u200b", "\u200d", "\ufeff", "\u0301", "e\u0301", "\u202e", "שלום."),
    *("مرحبا؟", "😀", "👩\u200d💻", "🇰🇷", "ß", "ﬁ", "İ", "\x00", "\ud7ff", "\U0010ffff"),
)
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
).filter(str.strip)


def in_order_and_complete(spans: list[Span], text: str, whole: Span) -> None:
    """Spans are trimmed, in order and apart, and leave nothing but white space of the whole."""
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""
    assert all(a.end <= b.start for a, b in pairwise(spans))
    offsets = [whole.start, *(x for s in spans for x in (s.start, s.end)), whole.end]
    outside = [text[a:b] for a, b in zip(offsets[::2], offsets[1::2], strict=True)]
    assert "".join(outside).strip() == ""


def characters(text: str) -> int:
    return len(text)


def words(text: str) -> int:
    return len(text.split())


def paragraph_texts(text: str) -> list[str]:
    return [span.of(text) for span in split_paragraphs(text)]


def sentence_texts_of(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


def passage_texts(text: str, *, count_tokens, max_tokens: int) -> list[str]:
    cut = split_passages(article(text), count_tokens=count_tokens, max_tokens=max_tokens)
    return [p.text for p in cut]


@given(texts)
@settings(max_examples=300)
@example("The com-\nmittee met. It rose.")
@example("a\u200b.\u200b B. C")
@example("\x1cA. B.\x1f")
def test_only_white_space_is_left_outside_paragraphs_and_sentences(text):
    paragraphs = split_paragraphs(text)
    in_order_and_complete(paragraphs, text, Span(0, len(text)))
    for paragraph in paragraphs:
        in_order_and_complete(split_sentences(text, paragraph), text, paragraph)


@given(texts, st.integers(1, 12))
@settings(max_examples=300)
@example("\u00a0".join("abcdefgh"), 3)
def test_passages_of_words_are_complete_and_never_too_long(text, max_tokens):
    cut = list(split_passages(article(text), count_tokens=words, max_tokens=max_tokens))
    in_order_and_complete([p.span for p in cut], text, Span(0, len(text)))
    for passage in cut:
        assert words(passage.text) <= max_tokens
        in_order_and_complete(list(passage.sentences), text, passage.span)


@given(texts, st.integers(1, 12))
@settings(max_examples=100)
def test_passages_of_characters_are_complete_and_never_too_long(text, max_tokens):
    cut = list(split_passages(article(text), count_tokens=characters, max_tokens=max_tokens))
    in_order_and_complete([p.span for p in cut], text, Span(0, len(text)))
    assert all(len(p.text) <= max_tokens for p in cut)


def test_seed_article_has_24_sentences():
    counts = [len(split_sentences(SEED_TEXT, p)) for p in split_paragraphs(SEED_TEXT)]
    assert counts == [2, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2, 2, 2, 1, 1, 2]
    assert sum(counts) == 24


@pytest.mark.parametrize(
    ("row", "number", "start", "end"),
    [
        (0, 0, "U.S. Secretary of State Tony", "afternoon of the 8th."),
        (0, 1, "Secretary Blinken is expected", "this two-day visit to Korea."),
        (4, 0, "In particular, as both South", "discussing related measures. ."),
        (8, 1, "Considering this, the", "launch a reconnaissance satellite.”"),
        (9, 0, "For this reason, it is", "at the Security Council level. do."),
        (9, 1, "In some cases, imposing", "on Russia may be discussed."),
        (14, 0, "Source: Donga", "Source: Donga"),
    ],
)
def test_seed_article_is_cut_where_a_reader_would(row, number, start, end):
    sentence = split_sentences(SEED_TEXT, split_paragraphs(SEED_TEXT)[row])[number].of(SEED_TEXT)
    assert sentence.startswith(start)
    assert sentence.endswith(end)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Smith paid 3.5 million. He left.", ["Mr. Smith paid 3.5 million.", "He left."]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("Why? Because! And so on...", ["Why?", "Because!", "And so on..."]),
        ("It ends. . The next.", ["It ends. .", "The next."]),
        ("... What?", ["... What?"]),
        ("No stop at all", ["No stop at all"]),
        ("*** ? 😀", ["*** ? 😀"]),
        ("One.\u2028Two.", ["One.", "Two."]),
        ("The commit-\ntee met. It rose.", ["The commit-\ntee met.", "It rose."]),
        ("I don't know. You do.", ["I don't know.", "You do."]),
    ],
)
def test_sentences(text, sentences):
    assert sentence_texts_of(text) == sentences


def test_sentence_offsets_count_in_the_article():
    text = "First line.\nOne. Two."
    assert split_sentences(text, Span(12, 21)) == [Span(12, 16), Span(17, 21)]


WRAPPED = """\
The committee met on Monday in the old town hall by the river and
talked about the bridge until late. It will be mended before the
winter comes."""


def test_sentence_goes_on_across_wrapped_lines():
    assert sentence_texts_of(WRAPPED) == [
        "The committee met on Monday in the old town hall by the river and\n"
        "talked about the bridge until late.",
        "It will be mended before the\nwinter comes.",
    ]


def test_paragraph_that_fits_is_one_passage():
    text = "One two. Three four."
    (only,) = passages(text)
    assert (only.span, only.sentences) == (Span(0, 20), (Span(0, 8), Span(9, 20)))


def test_long_paragraph_is_cut_between_sentences():
    text = "One two. Three four. Five six seven. Eight."
    assert passage_texts(text, count_tokens=words, max_tokens=5) == [
        "One two. Three four.",
        "Five six seven. Eight.",
    ]


def test_long_sentence_is_cut_at_white_space():
    text = "one two three four five six seven eight."
    assert passage_texts(text, count_tokens=words, max_tokens=3) == [
        "one two",
        "three four",
        "five six",
        "seven eight.",
    ]


def test_long_sentence_leaves_its_neighbours_whole():
    text = "One is short. We go up and down and up and down again. So is two."
    assert passage_texts(text, count_tokens=words, max_tokens=9) == [
        "One is short. We go up and down and",
        "up and down again. So is two.",
    ]


def test_cut_passages_keep_their_sentences():
    text = "One two. Three four. Five."
    first, second = split_passages(article(text), count_tokens=words, max_tokens=4)
    assert first.sentences == (Span(0, 8), Span(9, 20))
    assert second.sentences == (Span(21, 26),)


def test_word_that_cannot_be_broken_is_halved():
    cut = passage_texts("a" * 5000, count_tokens=characters, max_tokens=1250)
    assert cut == ["a" * 1250] * 4


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "word ", "A word. ", ".", "(", "“", "aB", "n't", "U.S. "])
def test_one_line_of_300000_characters_is_cut_completely(piece):
    text = (piece * 300_000)[:300_000]
    cut = list(split_passages(article(text), count_tokens=characters, max_tokens=1000))
    in_order_and_complete([p.span for p in cut], text, Span(0, len(text)))
    assert max(len(p.span) for p in cut) <= 1000


def test_no_more_is_counted_than_could_be_a_passage():
    counted = []

    def count(text: str) -> int:
        counted.append(len(text))
        return len(text.split())

    text = "A river rose and fell. " * 5_000
    assert len(passage_texts(text, count_tokens=count, max_tokens=20)) == 1_250
    assert max(counted) <= 20 * MAX_TOKEN_LENGTH
    assert len(counted) < 5_000 * 3


def test_what_is_no_text_is_cut_however_few_tokens_it_has():
    parts = passage_texts("x" * 1_000, count_tokens=lambda _: 1, max_tokens=3)
    assert "".join(parts) == "x" * 1_000
    assert max(map(len, parts)) <= 3 * MAX_TOKEN_LENGTH


@pytest.mark.parametrize("sizes", [[1], [9], [1, 1, 1], [2, 9, 2], [1] * 40, [3, 1, 4, 1, 5, 9, 2]])
def test_as_many_neighbours_as_fit_stand_together(sizes):
    offsets = list(accumulate(sizes, initial=0))
    pieces = [Span(a, b) for a, b in pairwise(offsets)]
    groups = list(_pack(pieces, lambda span: len(span) <= 10))
    assert [piece for group in groups for piece in group] == pieces
    for group, following in pairwise(groups):
        assert following[0].end - group[0].start > 10
    assert all(len(g) == 1 or g[-1].end - g[0].start <= 10 for g in groups)
