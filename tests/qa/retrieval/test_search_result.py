"""A search finds what an answer is read from, and its JSON holds all that a citation needs."""

import json
from datetime import date

import pytest

from index import build
from index.errors import QuestionError, SettingsError
from qa import Assistant, Settings
from qa.answer import Hit
from qa.readers.sentence_reader import SentenceReader
from qa.retrieval.search_result import FoundRecord, SearchRecord, SearchResult, search_to_dict
from qa.wire.objects import json_text
from tests.support.toys import APPLES, article, passages

STATED = """---
title: Apples
source: Daily
published: 2023-11-07
url: https://example.org/apples
author: Ann Author
---
An apple fell. It was red.

The river rose.
"""


@pytest.fixture
def assistant(seeds, index, embedder):
    build(seeds({"a.txt": STATED, "b.txt": APPLES}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())


def test_a_search_finds_the_passages_that_an_answer_is_read_from(assistant):
    found = assistant.search("Did the apple fall?")
    assert found.hits == assistant.ask("Did the apple fall?").hits
    assert (found.question, found.generation, found.complete) == ("Did the apple fall?", 1, True)
    assert assistant.search(" Did the apple fall? ", limit=1).hits == found.hits[:1]


def test_each_passage_says_all_that_its_article_states(assistant):
    found = assistant.search("red apple", limit=1)
    (hit,) = found.hits
    (passage,) = search_to_dict(found)["passages"]
    text = hit.passage.article.text
    assert (
        text[passage["start"] : passage["end"]] == passage["text"] == "An apple fell. It was red."
    )
    assert [text[s["start"] : s["end"]] for s in passage["sentences"]] == [
        "An apple fell.", "It was red.",
    ]  # fmt: skip
    assert [s["score"] for s in passage["sentences"]] == [round(x, 6) for x in hit.sentences]
    stated = {key: passage[key] for key in ("title", "source", "published", "url", "author")}
    assert stated == {
        "title": "Apples",
        "source": "Daily",
        "published": "2023-11-07",
        "url": "https://example.org/apples",
        "author": "Ann Author",
    }
    assert (passage["article"], passage["digest"]) == ("a.txt", hit.passage.article.digest)
    assert (passage["rank"], passage["score"]) == (1, round(hit.score, 6))
    assert passage["paragraph"] == 1
    nearest = ("An%20apple%20fell.", "It%20was%20red.")[hit.sentences[1] > hit.sentences[0]]
    assert passage["link"] == f"https://example.org/apples#:~:text={nearest}"
    (other,) = [p for p in search_to_dict(assistant.search("river"))["passages"]
                if (p["article"], p["paragraph"]) == ("a.txt", 2)]  # fmt: skip
    assert other["text"] == "The river rose."


def test_a_passage_of_a_copy_names_the_original_and_one_of_a_pdf_its_page():
    (passage,) = passages("An apple fell.", id="b.txt")
    hit = Hit(passage, 1.0, 1, 0.5, 0.5, (0.5,), duplicate_group="a.txt")
    assert (FoundRecord.of(hit).copy_of, FoundRecord.of(hit).page) == ("a.txt", None)
    paged = type(passage)(
        article(passage.article.text, pages=[0, 0], published=date(2023, 11, 7)),
        passage.span,
        passage.sentences,
    )
    record = FoundRecord.of(Hit(paged, 1.0, 1, 0.5, 0.5, (0.5,)))
    assert (record.copy_of, record.page, record.published) == (None, 2, "2023-11-07")


@pytest.mark.parametrize("limit", [0, -1, 101, 10**30, True, "5", 2.0, None])
def test_a_limit_is_a_number_of_passages_that_can_be_found(assistant, limit):
    with pytest.raises(SettingsError, match=r"a limit of .* passages; expected 1 to 100; choose"):
        assistant.search("apple", limit=limit)


def test_the_greatest_limit_is_the_number_of_candidates(seeds, index, embedder):
    build(seeds({f"{n}.txt": f"Apple {n}." for n in range(9)}), index, embedder=embedder)
    few = Settings(candidates=5)
    assistant = Assistant(index, embedder=embedder, reader=SentenceReader(), settings=few)
    assert len(assistant.search("apple", limit=5).hits) == 5
    with pytest.raises(SettingsError, match="expected 1 to 5"):
        assistant.search("apple", limit=6)


def test_a_question_is_cleaned_or_refused_as_one_that_is_answered(assistant):
    with pytest.raises(QuestionError, match="the question is empty"):
        assistant.search("\u200b")
    with pytest.raises(QuestionError, match="at most 1000"):
        assistant.search("x" * 1001)


def test_a_search_of_a_part_of_the_index_is_marked(assistant, degraded):
    assert search_to_dict(assistant.search("apple"))["degraded"]
    degraded.undo()
    assert "degraded" not in search_to_dict(assistant.search("apple"))


def test_json_of_a_search_that_found_nothing():
    nothing = SearchResult("Who?", (), generation=3, elapsed_ms=1.23456)
    assert SearchRecord.of(nothing).passages == []
    assert json.loads(json_text(search_to_dict(nothing))) == {
        "question": "Who?", "passages": [], "generation": 3, "elapsed_ms": 1.235,
    }  # fmt: skip
