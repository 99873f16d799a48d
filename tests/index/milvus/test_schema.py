from __future__ import annotations

import numpy as np
import pytest

from index.filtering.selection import Selection
from index.milvus import schema
from index.milvus.ingest.worker import FileBatch
from index.milvus.schema import (
    CATALOG,
    KEYS_PER_BATCH,
    KEYS_PER_GENERATION,
    MERGED_BATCH,
    NOT_DELETED,
    RECORDS,
    epochs_of,
    first_key,
    is_in,
    is_left,
    passage_fields,
    passages_collection,
    records_collection,
    visible_filter,
)


def test_keys_ascend_by_generation_then_batch():
    keys = [first_key(g, b) for g in (1, 2, 3) for b in (0, 1, MERGED_BATCH - 1, MERGED_BATCH)]
    assert keys == sorted(set(keys))
    assert first_key(1, 1) - first_key(1, 0) == KEYS_PER_BATCH
    assert first_key(1, MERGED_BATCH) + KEYS_PER_BATCH == first_key(2)


def test_a_million_generations_have_keys():
    assert first_key((1 << 20) - 1, MERGED_BATCH) + KEYS_PER_BATCH - 1 < 2**63
    assert (1 << 20) * KEYS_PER_GENERATION == 2**63 and NOT_DELETED < 2**63


@pytest.mark.parametrize(
    ("born", "died", "seen"),
    [
        (1, NOT_DELETED, {1, 2, 3}),
        (2, NOT_DELETED, {2, 3}),
        (1, 2, {1}),
        (2, 3, {2}),
        (1, 3, {1, 2}),
    ],
)
def test_a_generation_sees_rows_written_and_not_deleted_by_then(born, died, seen):
    for generation in (1, 2, 3):
        for batch in (0, MERGED_BATCH):
            condition = visible_filter(generation).replace("&&", "and")
            values = {"key": first_key(born, batch) + 5, "died": died}
            assert eval(condition, values) == (generation in seen)


def test_collections_are_known_by_their_names():
    names = [
        passages_collection("news", 3),
        records_collection("news", 3),
        records_collection("news", 1_234_567),
        "news",
        passages_collection("newspaper", 4),
        passages_collection("old_news", 5),
        "news_000006_other",
        "news_7_passages",
    ]
    assert epochs_of("news", names) == {3, 1_234_567}


def test_filters_do_not_depend_on_the_order_of_values():
    assert is_in("key", {3, -1, 2}) == "key in [-1, 2, 3]"
    assert visible_filter(1, "pk").startswith("pk < ")


@pytest.mark.parametrize("fields", [CATALOG, RECORDS, passage_fields(4, 3)])
def test_every_collection_has_a_key_and_one_vector(fields):
    names = [name for name, _, _ in fields]
    assert names[0] == "pk" and len(set(names)) == len(names)
    assert [kind for _, kind, _ in fields].count("VECTOR") == 1


def test_a_batch_is_told_by_its_number():
    assert (
        first_key(2, FileBatch(7, ("a.txt",)).number)
        == 2 * KEYS_PER_GENERATION + 7 * KEYS_PER_BATCH
    )


def test_keys_that_are_left_are_compared_by_few_runs_or_listed(monkeypatch):
    left = Selection(np.array([5, 20, 30]), np.array([7, 21, 33]), 0, 0, 1.0, 0)
    assert is_left("pk", left) == [
        "(pk >= 5 && pk < 7) || (pk >= 20 && pk < 21) || (pk >= 30 && pk < 33)"
    ]
    monkeypatch.setattr(schema, "RUNS_PER_FILTER", 2)
    monkeypatch.setattr(schema, "KEYS_PER_FILTER", 4)
    assert is_left("pk", left) == ["pk in [5, 6, 20, 30]", "pk in [31, 32]"]
