"""The articles and passages of an index, and searches for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index import (
    Address,
    Location,
    backend,
    load,
    rollback,
    status,
)
from index.errors import (
    IndexMissingError,
)
from index.interface import Candidates
from qa import Assistant, Settings
from qa.evidence import explanation
from qa.readers.sentence_reader import SentenceReader
from qa.retrieval.retriever import Retriever
from tests.support.toys import ToyEmbedder
from tests.system.contract.world import (
    ALL,
    QUESTIONS,
)


def test_without_an_index_there_is_none(shared, embedder, tmp_path):
    nowhere = tmp_path / "none"
    if isinstance(shared.place, Address):
        nowhere = replace(shared.place, collection="nothing")
    assert not backend.exists(nowhere)
    for use in (
        lambda: load(nowhere, embedder=embedder),
        lambda: rollback(nowhere),
        lambda: status(nowhere),
        lambda: backend.current_generation(nowhere),
    ):
        with pytest.raises(IndexMissingError, match=r"^no index (in|at) .*; run qa index"):
            use()


def test_everything_is_found_as_it_was_written(odd):
    odd.check()
    opened = odd.load()
    assert opened.article["pages.pdf"].pages == (0, 34)
    assert opened.article['Ordner/ä "q"\n.txt'].text.endswith("Äpfel \U0001f600 שלום.\n")
    assert len(opened.article["long.txt"].text) > 65_535
    assert len(opened.article) == len(opened.content.articles)
    (sentences,) = (p.sentences for p in opened.content.passages if p.article.id == "many.txt")
    assert len(sentences) > 200
    for name in ("long", "", "bad.txt", "records.jsonl", "LONG.TXT", "'", '"', "\\"):
        with pytest.raises(KeyError):
            opened.article[name]


def test_passages_are_those_of_the_article_that_is_named(odd):
    content = odd.load().content
    for name, article in (
        ("long.txt", "long.txt"),
        ("T", "records.jsonl#x"),
        ("records.jsonl#x", "records.jsonl#x"),
        ('Of "stones" \\ and', "title.md"),
        ('Ordner/ä "q"\n.txt', 'Ordner/ä "q"\n.txt'),
    ):
        keys = content.keys_of(name)
        assert (np.diff(keys) > 0).all()
        expected = [p for p in content.passages if p.article.id == article]
        assert content.passages_at(keys.tolist()) == expected
        assert content.passages_at(keys.tolist()[::-1]) == expected[::-1]
    assert [content.keys_of(name) for name in ("nobody", "", "t")] == [None] * 3


def test_given_passages_are_scored_as_candidates_are(odd):
    content, toy = odd.load().content, ToyEmbedder()
    keys = content.keys_of("title.md")
    for question in QUESTIONS:
        vector = toy.encode_question(question)
        own = scores(content.scored(question, vector, keys))
        assert list(own) == keys.tolist()
        found = [content.candidates(question, vector, ALL), *content.survey(question, vector)]
        for key, score in own.items():
            one, *others = (scores(some)[key] for some in found if key in some.keys)
            assert [one, *others] == [pytest.approx(score, abs=1e-6)] * 2


def scores(found: Candidates) -> dict[int, tuple[float, ...]]:
    return {
        key: (found.dense[i], found.lexical[i], *found.sentences_of(i))
        for i, key in enumerate(found.keys.tolist())
    }


def test_the_best_come_first_and_no_more_than_were_asked_for(odd):
    mine = Retriever(odd.load().content, ToyEmbedder(), candidates=3, lexical_weight=0.7)
    other = load(odd.twin, embedder=odd.beside).content
    other = Retriever(other, ToyEmbedder(), candidates=3, lexical_weight=0.7)
    for question in ("minister of steel", "Äpfel", "S7 S8 S9"):
        best, expected = (r.retrieve(question, 2).hits for r in (mine, other))
        assert best[0].passage == expected[0].passage
        assert [hit.rank for hit in best] == [1, 2]
        assert [h.score for h in best] == pytest.approx([h.score for h in expected], abs=1e-5)


def test_an_assistant_answers_refreshes_and_updates(world):
    mine, twin = assistant(world.place), assistant(world.twin)
    assert mine.ask("apple?").text == twin.ask("apple?").text == "Apple apple."
    assert mine.ask("apple?").complete
    for text in ("b.txt", "Stone here.", "a.txt"):
        at, expected = (explanation.rank_passage(one, "Which stone?", text) for one in (mine, twin))
        assert (at.rank, at.of, at.passage) == (expected.rank, 3, expected.passage)
    assert not mine.refresh()
    world.write({"b.txt": "A zebra runs."})
    first, report = backend.current_generation(world.place), world.build()
    assert mine.ask("zebra?").generation == first
    assert mine.refresh()
    answer = mine.ask("zebra?")
    assert (answer.text, answer.generation) == ("A zebra runs.", report.generation)
    world.write({"b.txt": "The moon."})
    assert mine.update() == twin.update()
    assert mine.ask("moon?").text == "The moon."


def assistant(place: Location) -> Assistant:
    settings = Settings(threshold=0.0)
    return Assistant(place, embedder=ToyEmbedder(), reader=SentenceReader(), settings=settings)
