from __future__ import annotations

import pytest

from index.milvus.ingest import Batch
from index.milvus.schema import (
    ALIVE,
    BATCH,
    CATALOG,
    GENERATION,
    MERGED,
    RECORDS,
    epochs_of,
    first_key,
    one_of,
    passage_fields,
    passages_of,
    records_of,
    visible,
)


def test_keys_ascend_by_generation_then_batch():
    keys = [first_key(g, b) for g in (1, 2, 3) for b in (0, 1, MERGED - 1, MERGED)]
    assert keys == sorted(set(keys))
    assert first_key(1, 1) - first_key(1, 0) == BATCH
    assert first_key(1, MERGED) + BATCH == first_key(2)


def test_a_million_generations_have_keys():
    assert first_key((1 << 20) - 1, MERGED) + BATCH - 1 < 2**63
    assert (1 << 20) * GENERATION == 2**63 and ALIVE < 2**63


@pytest.mark.parametrize(
    ("born", "died", "seen"),
    [
        (1, ALIVE, {1, 2, 3}),
        (2, ALIVE, {2, 3}),
        (1, 2, {1}),
        (2, 3, {2}),
        (1, 3, {1, 2}),
    ],
)
def test_a_generation_sees_what_was_born_by_then_and_has_not_died(born, died, seen):
    for generation in (1, 2, 3):
        for batch in (0, MERGED):
            condition = visible(generation).replace("&&", "and")
            values = {"key": first_key(born, batch) + 5, "died": died}
            assert eval(condition, values) == (generation in seen)


def test_collections_are_known_by_their_names():
    names = [
        passages_of("news", 3),
        records_of("news", 3),
        records_of("news", 1_234_567),
        "news",
        passages_of("newspaper", 4),
        passages_of("old_news", 5),
        "news_000006_other",
        "news_7_passages",
    ]
    assert epochs_of("news", names) == {3, 1_234_567}


def test_filters_do_not_depend_on_the_order_of_values():
    assert one_of("key", {3, -1, 2}) == "key in [-1, 2, 3]"
    assert visible(1, "pk").startswith("pk < ")


@pytest.mark.parametrize("fields", [CATALOG, RECORDS, passage_fields(4, 3)])
def test_every_collection_has_a_key_and_one_vector(fields):
    names = [name for name, _, _ in fields]
    assert names[0] == "pk" and len(set(names)) == len(names)
    assert [kind for _, kind, _ in fields].count("VECTOR") == 1


def test_a_batch_is_told_by_its_number():
    assert first_key(2, Batch(7, ("a.txt",)).number) == 2 * GENERATION + 7 * BATCH
