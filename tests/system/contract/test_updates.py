"""An update: its effects, its report, and the files or rows that it leaves."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import replace

import pytest

from index import (
    Address,
    Changes,
    Location,
    backend,
    build,
    plan_build,
    rollback,
    status,
)
from index.errors import (
    IndexLockedError,
    SeedsError,
)
from index.local import lock
from index.milvus.catalog import Catalog
from index.milvus.lease import Lease
from index.milvus.server.client import connect
from index.report import SeedOmission
from tests.system.contract.workers import Twice
from tests.system.contract.world import (
    FEW,
    ODD,
    World,
    check_rows,
    hits,
)


def test_an_unchanged_folder_makes_nothing_and_says_again_what_was_left_out(odd):
    generation = backend.current_generation(odd.place)
    report = odd.build()
    assert (report.generation, report.embedded, report.removed) == (generation, 0, 0)
    assert [error.seed for error in report.rejected] == ["bad.txt", "records.jsonl", "unread.xyz"]
    assert odd.embedder.embedded == odd.notices == []


def test_what_was_left_out_is_told_by_every_build(world, footnotes):
    world.write({"notes.txt": "An apple.\n* A note.\n"})
    told = (SeedOmission("notes.txt", 10, "footnotes"),)
    assert [world.build().omitted for _ in range(2)] == [told, told]
    world.write({"more.txt": "A stone."})
    assert world.build().omitted == told


def test_status_and_plan_tell_what_a_build_would_do(odd):
    usable = tuple(sorted(ODD.keys() - {"bad.txt", "unread.xyz"}))
    assert status(odd.place) == Changes((), (), (), usable)
    odd.write({"new.txt": "Stone.", "many.txt": "Other."})
    (odd.folder / "long.txt").rename(odd.folder / "longer.txt")
    planned = plan_build(odd.folder, odd.place, embedder=odd.embedder)
    assert planned == replace(
        plan_build(odd.folder, odd.twin, embedder=odd.embedder), rejected=planned.rejected
    )
    assert planned.changes == status(odd.place) == odd.build().changes
    assert planned.rebuild is None
    odd.check()


def rename(world: World) -> None:
    (world.folder / "a.txt").rename(world.folder / "c.txt")


def rename_to_another_ending(world: World) -> None:
    (world.folder / "c.txt").rename(world.folder / "c.md")


def move_a_passage(world: World) -> None:
    world.write({"b.txt": "A river runs.\n\nStone here.", "c.md": "Apple apple. River."})


def remove_one_of_two_that_say_the_same(world: World) -> None:
    (world.folder / "e.txt").unlink()


EDITS = [
    (lambda world: world.write({"b.txt": "A river runs.\n\nZebra."}), ["Zebra."]),
    (rename, []),
    (rename_to_another_ending, []),
    (lambda world: world.write({"b.txt": "---\ntitle: Rivers\n---\nA river runs.\n"}), []),
    (move_a_passage, []),
    (lambda world: world.write({"d.jsonl": '{"text": "Moon."}\n{"text": "Sun."}\n{"text": ""}'}),
     ["Moon.", "Sun."]),
    (lambda world: world.write({"e.txt": "Twin twin.", "f.txt": "Twin twin.\n\nTwin twin."}),
     ["Twin twin."]),
    (remove_one_of_two_that_say_the_same, []),
    (lambda world: world.write({"b.txt": b"\xff"}), []),
    (lambda world: world.write({"b.txt": "A river runs."}), ["A river runs."]),
]  # fmt: skip


def test_every_update_embeds_the_new_texts_alone_and_gives_a_whole_index(world):
    for edit, embedded in EDITS:
        edit(world)
        world.forget()
        world.build()
        assert world.embedder.embedded == embedded
        world.check(share=0.05)
    assert world.notices == []


def test_a_removed_file_leaves_nothing(world):
    world.write({"c.txt": "---\ntitle: Gone\n---\nZebra apple.\n\nZebra."})
    world.build()
    (world.folder / "c.txt").unlink()
    assert world.build(keep=1).removed == 2
    opened = world.load()
    assert "c.txt" not in opened.article
    assert opened.content.keys_of("c.txt") is opened.content.keys_of("Gone") is None
    assert "c.txt" not in {name for name, _ in hits(opened, "zebra")}
    world.check()
    check_rows(world)


def test_a_piece_of_work_that_is_done_twice_is_there_once(world):
    world.write({"c.txt": "Zebra.", "d.txt": "Moon.\n\nSun."})
    (world.folder / "a.txt").unlink()
    place = build(world.folder, world.place, embedder=world.embedder, workers=Twice(), keep=1)
    assert place.passages == 4
    build(world.folder, world.twin, embedder=world.beside, keep=1)
    world.check()
    check_rows(world)


def test_words_are_found_when_little_by_little_goes(many):
    for name in ("00.txt", "05.txt", "11.txt"):
        (many.folder / name).unlink()
        many.build()
        many.check(share=0.05)


def test_a_folder_without_a_usable_seed_leaves_the_index_as_it_was(world):
    before = backend.current_generation(world.place), world.texts()
    world.clear()
    for files, message in (({}, "holds no article"), ({"a.txt": b"\xff"}, "1 rejected")):
        world.write(files)
        with pytest.raises(SeedsError, match=message):
            build(world.folder, world.place, embedder=world.embedder)
        assert (backend.current_generation(world.place), world.texts()) == before
    with pytest.raises(SeedsError, match="does not exist"):
        build(world.folder / "none", world.place, embedder=world.embedder)


def test_one_writes_at_a_time(world):
    world.write({"b.txt": "Second."})
    with writing(world.place), pytest.raises(IndexLockedError, match="wait"):
        build(world.folder, world.place, embedder=world.embedder)
    with writing(world.place), suppress(IndexLockedError):
        rollback(world.place)
        pytest.fail("it went back while another wrote")
    assert world.texts() == FEW


def writing(place: Location) -> AbstractContextManager[None]:
    if isinstance(place, Address):
        return Lease(Catalog(connect(place))).acquired()
    return lock.write_lock(place)
