from __future__ import annotations

import os
from itertools import count

import pytest

from index import build
from index.errors import SeedsError
from index.sources import read as reading
from index.sources.formats.decode import set_fallback_encoding
from index.sources.read import read_files
from index.sources.scan import scan_folder
from index.workers.pool import SERIAL
from tests.index.workers.test_pool import Threads
from tests.support.toys import ToyEmbedder


class Elsewhere(Threads):
    """Workers who see something else than is here: it is changed while they work."""

    def __init__(self, there, back):
        super().__init__()
        self._there, self._back = there, back

    def map(self, work, items):
        for item in list(items):
            self._there()
            try:
                result = work(item)
            finally:
                self._back()
            yield result


def texts(folder, workers=SERIAL):
    digests = scan_folder(folder).digests
    return read_files(folder, digests, digests, ToyEmbedder(), workers)


def test_files_are_read_and_cut_in_their_order(seeds):
    folder = seeds({f"{n}.txt": f"Apple {n}. River.\n\nStone." for n in range(5)})
    found = list(texts(folder, Threads()))
    assert [text.path for text in found] == [f"{n}.txt" for n in range(5)]
    for text in found:
        ((article, cut),) = text.articles
        assert article.id == text.path
        assert [p.text for p in cut] == [f"Apple {text.path[0]}. River.", "Stone."]
        assert text.rejected == ()
    assert found == list(texts(folder))


def test_what_is_left_out_is_a_value(seeds):
    folder = seeds({"a.txt": b"\xff", "b.jsonl": '{"text": "Stone."}\n{"text": ""}\n'})
    bad, some = texts(folder, Threads())
    assert bad.articles == () and "not valid UTF-8" in bad.rejected[0].found
    assert len(some.articles) == 1 and "record 2" in some.rejected[0].found


@pytest.mark.parametrize(
    ("size", "pieces"), [(10, 3), (reading.MAX_BATCH_BYTES // 2, 20), (10**6, 40)]
)
def test_a_task_is_a_few_small_files_or_a_large_one(seeds, size, pieces):
    folder = seeds({f"{n:02}.txt": "Apple. ".ljust(size) for n in range(40)})
    paths = [f"{n:02}.txt" for n in range(40)]
    groups = list(reading.batches(folder, paths))
    assert len(groups) == pieces
    assert [path for group in groups for path in group] == paths


def test_files_are_taken_as_there_is_room(seeds, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BATCH_FILES", 1)
    folder, taken = seeds({f"{n:02}.txt": "Apple." for n in range(40)}), count()
    digests = scan_folder(folder).digests
    paths = ((next(taken) and path) or path for path in digests)
    next(read_files(folder, digests, paths, ToyEmbedder(), Threads()))
    assert next(taken) <= 2 * Threads.parallelism + 1


def test_a_folder_that_workers_do_not_see_stops_the_build(seeds, index, embedder):
    folder = seeds({"a.txt": "Apple.", "b.txt": "River."})
    away = folder.with_name("away")
    workers = Elsewhere(lambda: folder.rename(away), lambda: away.rename(folder))
    with pytest.raises(
        SeedsError,
        match=r"^seeds folder '/.*/seeds' does not exist on \S+, where it is read;"
        r" expected the same folder on every machine that reads it; share it .* as /.*/seeds$",
    ):
        build(folder, index, embedder=embedder, workers=workers)
    assert not (index / "current").exists()


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("Another apple.", r"^seed 'a.txt' is another file on \S+ \(/.*/seeds\); expected the"),
        (b"\xff", r"^seed 'a.txt' is another file on "),
        (None, r"^seed 'a.txt' cannot be read on "),
    ],
)
def test_a_file_that_workers_see_otherwise_stops_the_build(seeds, index, embedder, other, message):
    folder = seeds({"a.txt": "Apple.", "b.txt": "River."})

    def there():
        (folder / "a.txt").unlink()
        if other is not None:
            seeds({"a.txt": other})

    workers = Elsewhere(there, lambda: seeds({"a.txt": "Apple."}))
    with pytest.raises(SeedsError, match=message):
        build(folder, index, embedder=embedder, workers=workers)
    assert not (index / "current").exists()


def test_a_file_that_changes_while_it_is_read_is_recorded_as_it_was_read(seeds, index, embedder):
    folder = seeds({"a.txt": "Apple.", "b.txt": "River."})
    workers = Elsewhere(lambda: seeds({"a.txt": "Changed."}), lambda: None)
    build(folder, index, embedder=embedder, workers=workers)
    report = build(folder, index, embedder=embedder)
    assert (report.changes.changed, report.articles) == ((), 2)


def test_the_folder_is_sent_by_its_whole_path_links_included(seeds, tmp_path, monkeypatch):
    folder = seeds({"a.txt": "Apple."})
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    sent = []

    class Noting(Threads):
        def map(self, work, items):
            sent.append(work.args[0])
            return super().map(work, items)

    list(read_files(type(folder)("link"), {"a.txt": ""}, ["a.txt"], ToyEmbedder(), Noting()))
    assert os.fspath(sent[0]) == os.fspath(tmp_path / "link")


def test_workers_read_in_the_encoding_that_is_said_here(seeds):
    folder = seeds({"a.txt": "Café.".encode("cp1252"), "b.json": b'{"text": "Caf\xe9."}'})
    assert all(text.rejected for text in texts(folder))
    set_fallback_encoding("cp1252")
    workers = Elsewhere(
        lambda: set_fallback_encoding(None), lambda: set_fallback_encoding("cp1252")
    )
    try:
        found = [text.articles[0][0].text for text in texts(folder, workers)]
    finally:
        set_fallback_encoding(None)
    assert found == ["Café.", "Café."]
