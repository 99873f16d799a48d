"""Reads that a server alone has; those of every index are tried in tests/system/contract."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index.errors import IndexUnreachableError
from index.milvus.content import ServerContent
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow


def asked(content: ServerContent, question: str, n: int = 100):
    return content.candidates(question, ToyEmbedder().encode_question(question), n)


def texts(content: ServerContent, keys) -> list[str]:
    return [passage.text for passage in content.passages_at(keys.tolist())]


def test_candidates_are_the_nearest_and_those_that_hold_the_words(news):
    found = asked(news.content, "by the wall", 1)
    assert (np.diff(found.keys) > 0).all() and found.complete
    assert "A river runs by the wall." in texts(news.content, found.keys)
    assert len(found) <= 2


@pytest.mark.parametrize("lost", ["passages", "records"])
def test_rows_that_do_not_answer_make_it_incomplete(news, lost):
    record = replace(news.record, **{lost: getattr(news.record, lost) + 1})
    assert not asked(ServerContent(news.server, record), "apple").complete


def test_what_is_gone_between_two_calls_is_to_be_asked_for_again(news):
    content, nowhere = news.content, [2**50]
    vector = ToyEmbedder().encode_question("apple")
    for use in (
        lambda: content.passages_at(nowhere),
        lambda: content.duplicate_groups(nowhere),
        lambda: content.article_at(nowhere[0]),
        lambda: content.scored("apple", vector, np.array(nowhere)),
    ):
        with pytest.raises(IndexUnreachableError, match=r"^rows of generation 1 .*; ask again$"):
            use()


def test_of_no_passages_nothing_is_asked(news):
    assert (news.content.passages_at([]), news.content.duplicate_groups([])) == ([], [])


def test_a_story_is_told_by_the_first_of_those_that_were_found(news):
    content = news.content
    first, second = (content.keys_of(f"story-{n}.txt").tolist() for n in (1, 2))
    assert content.duplicate_groups([second[0], first[0]]) == ["story-1.txt"] * 2
    assert content.duplicate_groups(second[:1]) == ["story-2.txt"]
    assert content.duplicate_groups(content.keys_of("b.txt").tolist()) == ["b.txt"]


def test_many_may_ask_at_a_time(news):
    content = news.content
    expected = {q: asked(content, q).lexical.tolist() for q in ("apple", "zebra 3", "steel")}
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda q: (q, asked(content, q).lexical.tolist()), [*expected] * 6))
    assert all(lexical == expected[question] for question, lexical in found)
