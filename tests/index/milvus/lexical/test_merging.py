from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Address, build, load
from index.errors import IndexUnreachableError
from index.manifest import Source
from index.milvus import lease
from index.milvus.catalog import Catalog, Segment
from index.milvus.lexical import merging, search
from index.milvus.lexical.merging import (
    MAX_GARBAGE,
    MERGE_RATIO,
    LivePassages,
    MergeOptions,
    _kept,
    merge_segments,
)
from index.milvus.rows import IndexedFile
from index.milvus.server.client import connect
from index.workers.pool import SERIAL
from tests.support.toys import ToyEmbedder

SOURCE = Source("a" * 64, 1)


def filed(first: int, passages: int) -> IndexedFile:
    return IndexedFile("a.txt", SOURCE, first, passages, passages, 10 * passages)


def segment(since: int, size: int) -> Segment:
    return Segment(since, since, size, 10 * size, 1)


lengths = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=8)


@given(lengths, st.randoms())
def test_the_live_are_the_passages_of_the_files(parts, random):
    """Parts are (keys that nobody has, passages of the file after them)."""
    files, held, at = [], [], 0
    for gap, size in parts:
        files.append(filed(at + gap, size))
        held += range(at + gap, at + gap + size)
        at += gap + size
    random.shuffle(files)
    live = LivePassages.of(files)
    assert np.flatnonzero(live.holds(np.arange(at + 3))).tolist() == held
    assert live.between(0, None) == (len(held), 10 * len(held))
    offsets = {file.first for file in files}
    for since in offsets:
        inside = [key for key in held if key >= since]
        assert live.between(since, None) == (len(inside), 10 * len(inside))


def test_segments_lie_between_files():
    live = LivePassages.of([filed(0, 3), filed(5, 2), filed(9, 1)])
    assert live.between(5, 9) == (2, 20)
    assert live.between(6, 9) == live.between(9, 9) == (0, 0)


def simulate(sizes: list[int]) -> tuple[list[Segment], int]:
    """Builds that add so many passages each; how often passages were written, in all."""
    segments, files, at, work = [], [], 0, 0
    for size in sizes:
        files.append(filed(at, size))
        new = [segment(at, size)]
        kept = _kept(segments, new, LivePassages.of(files))
        if kept < len(segments):
            since = segments[kept].since
            merged = segment(since, at + size - since)
            work += merged.size
            segments = [*segments[:kept], merged]
        else:
            segments += new
        at += size
    return segments, work


@pytest.mark.parametrize("sizes", [[1] * 300, [7] * 300, [10_000, *[1] * 300], [1, 50] * 150])
def test_many_small_builds_leave_few_segments_and_little_work(sizes):
    segments, work = simulate(sizes)
    total = sum(sizes)
    assert sum(one.size for one in segments) == total
    assert len(segments) <= 1 + math.log2(total)
    assert work <= 3 * sum(sizes[1:]) * math.log2(total) + sizes[0]


@given(st.lists(st.integers(1, 1000), max_size=30))
def test_every_segment_is_larger_than_what_follows(sizes):
    segments, _ = simulate(sizes)
    for i, one in enumerate(segments[:-1]):
        assert one.size > MERGE_RATIO * segments[i + 1].size


@pytest.mark.parametrize(("dead", "kept"), [(0, 1), (19, 1), (21, 0), (100, 0)])
def test_a_segment_is_merged_when_a_fifth_of_it_is_garbage(dead, kept):
    live = LivePassages.of([filed(dead, 100 - dead)])
    assert _kept([segment(0, 100)], [], live) == kept
    assert MAX_GARBAGE == 0.2


def test_an_old_segment_of_deleted_passages_is_merged_with_the_newer_ones():
    live = LivePassages.of([filed(50, 50), filed(1000, 20)])
    assert _kept([segment(0, 100), segment(1000, 20)], [], live) == 0
    live = LivePassages.of([filed(0, 100), filed(1010, 10)])
    assert _kept([segment(0, 100), segment(1000, 20)], [], live) == 1


def test_a_build_of_unreadable_files_adds_no_segment():
    old, live = (segment(0, 3),), LivePassages.of([filed(0, 3)])
    nowhere = Address("http://127.0.0.1:1", "news")
    for new in ([], [segment(9, 0)], [segment(9, 0), segment(11, 0)]):
        options = MergeOptions(address=nowhere, epoch=1, key=20, live=live, lease="")
        assert merge_segments(old, new, options, SERIAL) == old


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    """An index in a file, and a folder of the same, built of many batches and in many parts."""
    root = tmp_path_factory.mktemp("merging")
    (root / "seeds").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "WRITE_DELAY", 0.0)
        patch.setattr("index.sources.read.MAX_BATCH_FILES", 2)
        patch.setattr("index.milvus.lexical.blocks.POSTINGS_PER_BLOCK", 8)
        patch.setattr(merging, "BLOCKS_PER_PASS", 2)
        yield SimpleNamespace(
            seeds=root / "seeds", twin=root / "twin", place=Address(str(root / "a.db"), "news")
        )


def same_words(lite) -> None:
    mine, twin = (load(place, embedder=ToyEmbedder()).content for place in (lite.place, lite.twin))
    for question in ("river 3", "which stones", "apple 11", "moon"):
        vector = ToyEmbedder().encode_question(question)
        one, other = (content.candidates(question, vector, 1000) for content in (mine, twin))
        found = [
            {
                (p.article.id, p.span.start): score
                for p, score in zip(
                    content.passages_at(some.keys.tolist()), some.lexical.tolist(), strict=True
                )
            }
            for content, some in ((mine, one), (twin, other))
        ]
        assert found[0] == pytest.approx(found[1], abs=1e-5)


@pytest.mark.slow
def test_merged_segments_say_what_all_of_them_said(lite):
    for n in range(12):
        (lite.seeds / f"{n:02}.txt").write_text(f"Apple {n} by river {n % 4}.\n\n" + "Stone. " * n)
    for place in (lite.place, lite.twin):
        build(lite.seeds, place, embedder=ToyEmbedder())
    catalog = Catalog(connect(lite.place))
    (one,) = catalog.record().segments
    assert one.blocks > 2 * merging.BLOCKS_PER_PASS and one.size == 24 - 1
    same_words(lite)
    for n in range(12, 20):
        (lite.seeds / f"{n}.txt").write_text(f"The moon, apple {n} and river {n % 4}.")
        for place in (lite.place, lite.twin):
            build(lite.seeds, place, embedder=ToyEmbedder())
        same_words(lite)
    assert len(catalog.record().segments) <= 4


@pytest.mark.slow
def test_blocks_that_do_not_answer_are_not_taken_for_empty(lite, monkeypatch):
    record = Catalog(connect(lite.place)).record()
    found = search.record_bodies
    monkeypatch.setattr(search, "record_bodies", lambda rows: dict(list(found(rows).items())[1:]))
    few = LivePassages.of([filed(record.segments[0].since, 1)])  # so that what there is is merged
    with pytest.raises(
        IndexUnreachableError, match=r"^\d+ of \d+ blocks .* do not answer; .*again$"
    ):
        merge_segments(
            record.segments,
            (),
            MergeOptions(address=lite.place, epoch=record.epoch, key=1, live=few, lease=""),
            SERIAL,
        )
