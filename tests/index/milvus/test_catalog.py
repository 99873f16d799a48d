from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
)
from index.location import Address
from index.milvus.catalog import CATALOG_SCHEMA, GENERATION_PREFIX, Catalog, Segment
from index.milvus.lease import WRITER
from index.milvus.server.client import Server

pytestmark = pytest.mark.slow

SOME = [901, 902, 903]


@pytest.fixture
def catalog(news):
    """That of the small index; what a test adds to it goes."""
    first = news.catalog.current()
    yield news.catalog
    news.catalog.make_current(first)
    news.catalog.remove_generations(
        [number for number in news.catalog.numbers() if number != first]
    )
    assert news.catalog.numbers() == [first]


def test_a_generation_comes_back_as_it_was_published(catalog):
    segments = (Segment(1, 0, 5, 60, 1), Segment(2**60, 7, 1, 1, 4))
    record = replace(
        catalog.record(), generation=901, seeds='é "\\\n', segments=segments, previous=5
    )
    catalog.publish(record)
    assert (catalog.current(), catalog.record()) == (901, record)


def test_the_line_is_what_the_current_one_was_made_out_of(catalog):
    first = catalog.record()
    for number, previous in zip(SOME, (first.generation, first.generation, 902), strict=True):
        catalog.publish(replace(first, generation=number, previous=previous))
    assert [record.generation for record in catalog.lineage(9)] == [903, 902, first.generation]
    assert [record.generation for record in catalog.lineage(2)] == [903, 902]
    catalog.make_current(901)
    assert [record.generation for record in catalog.lineage(9)] == [901, first.generation]
    assert catalog.numbers() == [first.generation, *SOME]


def test_what_was_forgotten_is_gone_at_once(catalog):
    first = catalog.record()
    for _ in range(5):
        catalog.publish(replace(first, generation=901))
        catalog.make_current(first.generation)
        catalog.remove_generations([901])
        assert catalog.numbers() == [first.generation]


def test_a_generation_published_with_a_lower_token_does_not_become_current(catalog):
    first = catalog.record()
    catalog.publish(
        replace(first, generation=902), fencing_token=catalog.read_with_token(WRITER)[1] + 5
    )
    catalog.publish(
        replace(first, generation=901), fencing_token=catalog.read_with_token(WRITER)[1] - 1
    )
    assert catalog.current() == 902
    catalog.make_current(first.generation)
    assert catalog.current() == first.generation


def test_rows_of_old_tokens_are_deleted(catalog):
    for _ in range(5):
        catalog.make_current(catalog.current())
    assert len(catalog._pointers(strong=True)) == 2


def test_a_current_generation_without_its_row_is_damage(catalog):
    catalog.make_current(902)
    with pytest.raises(
        IndexDamagedError,
        match=r"^generation 902 is not in the catalog .*; run qa index --rebuild$",
    ):
        catalog.record()


def test_another_schema_is_a_mismatch(catalog):
    catalog.write(f"{GENERATION_PREFIX}901", asdict(catalog.record()) | {"schema": 99})
    with pytest.raises(
        IndexMismatchError, match=rf"has schema 99; expected schema {CATALOG_SCHEMA};"
    ):
        catalog.record(901)


def test_where_nothing_was_built_there_is_none(news):
    nothing = Catalog(Server(replace(news.address, collection="nothing")))
    assert (nothing.numbers(), nothing.read("current")) == ([], None)
    with pytest.raises(IndexMissingError, match=r"^no index at .*/nothing; expected one built"):
        nothing.current()


def test_a_collection_of_other_data_is_not_taken(news):
    (name, *_) = (name for name in news.server.collections() if name.endswith("_records"))
    with pytest.raises(
        IndexFolderError, match=r"is no index, and holds other data; .*another name"
    ):
        Catalog(Server(Address(news.address.uri, name))).create()
    news.catalog.create()  # which is there
