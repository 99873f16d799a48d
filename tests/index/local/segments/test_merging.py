from __future__ import annotations

import pytest

from index import load
from index.local.segments.merging import MAX_REMOVED, MERGE_RATIO, to_merge
from index.local.vectors import store_writer
from tests.index.local.built import change_a, has_own_vectors


@pytest.mark.parametrize(
    ("left", "sizes", "written", "merged"),
    [
        ([100], [100], False, set()),
        ([100, 20], [100, 20], True, set()),
        ([100, 40], [100, 40], True, {0, 1}),
        ([1000, 20, 10], [1000, 20, 10], True, {1, 2}),
        ([1000, 80, 20, 10], [1000, 80, 20, 10], True, {1, 2, 3}),  # a chain
        ([79], [100], False, {0}),
        ([80], [100], False, set()),
        ([1000, 0], [1000, 50], False, set()),  # none left: it is left out, and not read
        ([1000, 3], [1000, 5], False, {1}),
        ([1000, 30, 3], [1000, 50, 3], True, {1, 2}),
    ],
)
def test_segments_are_merged_while_they_are_small_or_have_lost_much(left, sizes, written, merged):
    assert (MERGE_RATIO, MAX_REMOVED) == (5, 0.2)
    assert to_merge(left, sizes, written=written) == merged


def test_the_number_of_segments_and_of_copies_grows_slowly():
    """A thousand updates of one article among ten thousand, without anything being removed."""
    sizes, copied = [200_000], 0
    for _ in range(1000):
        sizes.append(20)
        merged = to_merge(sizes, sizes, written=True)
        total = sum(sizes[number] for number in merged)
        copied += total
        sizes = [size for n, size in enumerate(sizes) if n not in merged]
        sizes += [total] if total else []
        assert len(sizes) < 10
    assert copied < 20 * 1000 * 15


def segments(built) -> list[str]:
    return [one.name for one in load(built.index, embedder=built.embedder).manifest.segments]


def test_a_large_segment_stays_and_small_ones_are_merged(built):
    built.write("z.txt", "\n\n".join(f"Stone number {n}." for n in range(40)))
    built.build(rebuild=True)
    for number in range(3):
        built.write(f"c{number}.txt", f"Change {number}.")
        built.build()
    assert segments(built) == ["segment-000002", "segment-000005-merged"]
    assert has_own_vectors(built.content())


def test_a_segment_that_lost_all_its_articles_is_left_out(built):
    built.write("z.txt", "\n\n".join(f"Stone number {n}." for n in range(40)))
    built.build(rebuild=True)
    built.write("y.txt", "More.")
    built.build()
    (built.folder / "y.txt").unlink()
    built.build()
    assert segments(built) == ["segment-000002"]


def test_segments_that_are_merged_into_a_large_one_are_searched_in_lists(built, monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 50)
    monkeypatch.setattr(store_writer, "_nlist_for", lambda rows: 1)
    built.write("z.txt", "\n\n".join(f"Stone number {n} of {n % 7}." for n in range(40)))
    built.build(rebuild=True)
    assert built.content().segments[0].passage_vectors.exact
    built.write("zz.txt", "\n\n".join(f"River number {n}." for n in range(20)))
    built.build()
    content = built.content()
    assert content.is_compact and not content.segments[0].passage_vectors.exact
    assert has_own_vectors(content)


def test_a_segment_beside_others_is_searched_in_lists_from_a_smaller_size_on(built, monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 50)
    monkeypatch.setattr(store_writer, "EXACT_ROWS_BESIDE", 10)
    monkeypatch.setattr(store_writer, "_nlist_for", lambda rows: 1)
    for name, count in (("z.txt", 100), ("zz.txt", 15), ("zzz.txt", 2)):
        built.write(name, "\n\n".join(f"{name} has stone number {n}." for n in range(count)))
        built.build()
    content = built.content()
    stores = [one.passage_vectors for one in content.segments]
    assert [(len(store) // 15, store.exact) for store in stores] == [
        (6, False), (1, False), (0, True)]  # fmt: skip
    assert has_own_vectors(content)


def test_compacting_leaves_one_segment_without_removed_text(built):
    built.write("z.txt", "\n\n".join(f"Stone number {n}." for n in range(40)))
    built.build(rebuild=True)
    change_a(built)
    built.build()
    assert len(segments(built)) == 2 and b"Stone here" in text_on_disk(built)
    report = built.build(compact=True)
    assert (report.generation, report.embedded, report.reused) == (4, 0, 43)
    assert segments(built) == ["segment-000004-merged"]
    assert b"Stone here" not in text_on_disk(built)
    assert built.build(compact=True).generation == 4  # there is nothing to do


def text_on_disk(built) -> bytes:
    return b"".join(path.read_bytes() for path in built.index.rglob("*.jsonl"))
