"""Quotes of a speaker over the seed article, retrieved with the real model."""

import pytest

from index import build, open_embedder
from index.errors import FilterError, QuestionError
from qa import Assistant, Filter, Settings
from qa.speech.quotes import quote_to_dict, quotes_by
from tests.support.toys import SEED, SEEDS


@pytest.fixture(scope="module")
def seed_assistant(tmp_path_factory):
    index = tmp_path_factory.mktemp("quotes") / "index"
    build(SEEDS, index, embedder=open_embedder())
    return Assistant.open(str(index), settings=Settings(reader="sentence"))


@pytest.mark.parametrize("speaker", ["Moon Seong-mook", "moon", "Center Director Moon", "director"])
def test_a_speaker_is_found_by_name_and_by_office(seed_assistant, speaker):
    found = quotes_by(speaker, seed_assistant)
    assert {quote.utterance.speaker for quote in found} == {"Moon Seong-mook"}
    assert [quote.utterance.verb for quote in found] == ["said", "said", "explained", "explained"]


def test_the_matter_chooses_among_the_quotes(seed_assistant):
    first, *_ = quotes_by("Moon", seed_assistant, about="announcing")
    assert first.text.startswith("Ultimately, like-minded Western countries")
    assert quotes_by("Moon", seed_assistant, about="football") == []


def test_nobody_of_that_name_says_anything(seed_assistant):
    assert quotes_by("Angela Merkel", seed_assistant) == []


def test_a_record_holds_exact_slices(seed_assistant):
    quote = quotes_by("Moon", seed_assistant)[0]
    record, text = quote_to_dict(quote), quote.article.text
    assert text[record["start"] : record["end"]] == record["quote"]
    assert text[record["sentence_start"] : record["sentence_end"]] == record["sentence"]
    assert record["article"] == SEED
    assert (record["url"], record["link"], record["author"], record["page"]) == (None,) * 4
    start = record["sentence_start"]
    assert text.count("\n", 0, start) + 1 == record["paragraph"]


def test_a_name_without_a_word_is_refused(seed_assistant):
    with pytest.raises(QuestionError, match="the name ' ' holds no word; expected a person"):
        quotes_by(" ", seed_assistant)


def test_only_the_articles_that_a_filter_leaves_are_looked_at(seed_assistant):
    assert len(quotes_by("Moon", seed_assistant, where=Filter(within=(SEED,)))) == 4
    with pytest.raises(FilterError, match="no article is left by the filter"):
        quotes_by("Moon", seed_assistant, where=Filter.parse(after="2023"))
