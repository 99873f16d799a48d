from __future__ import annotations

import pytest

from index.manifest import Source
from index.sources.changes import Changes, compare_sources


def sources(**digests: str) -> dict[str, Source]:
    return {f"{name}.txt": Source(digest, 1) for name, digest in digests.items()}


def test_compare_sorts_paths_by_what_became_of_them():
    now = {"y.txt": "5", "edited.txt": "6", "same.txt": "1", "c.txt": "2"}
    assert compare_sources(sources(same="1", z="2", edited="3", b="4"), now) == Changes(
        added=("c.txt", "y.txt"),
        changed=("edited.txt",),
        removed=("b.txt", "z.txt"),
        unchanged=("same.txt",),
        renamed=(("z.txt", "c.txt"),),
    )


def test_files_of_one_digest_are_paired_in_their_order():
    before = sources(a="1", b="1", c="1", kept="1")
    now = {"x.txt": "1", "y.txt": "1", "kept.txt": "1", "z.txt": "2"}
    assert compare_sources(before, now).renamed == (("a.txt", "x.txt"), ("b.txt", "y.txt"))


def test_a_file_that_was_left_out_is_new_once_it_changed():
    before = {"bad.txt": Source("1", 0), "gone.txt": Source("2", 0)}
    assert compare_sources(before, {"bad.txt": "1"}) == Changes((), (), (), ())
    assert compare_sources(before, {"bad.txt": "9"}) == Changes(("bad.txt",), (), (), ())


@pytest.mark.parametrize(
    ("now", "changed"), [({"a.txt": "1"}, False), ({"a.txt": "2"}, True), ({}, True)]
)
def test_changes_are_true_when_there_are_any(now, changed):
    assert bool(compare_sources(sources(a="1"), now)) is changed
    assert bool(compare_sources({}, {"a.txt": "1"}))
