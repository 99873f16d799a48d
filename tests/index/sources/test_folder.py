"""The files of a folder, those that are refused, and the messages about them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import build
from index.errors import SeedError, SeedsError
from index.local.layout import MARK
from index.sources import folder
from index.sources.folder import MAX_SEED_BYTES, Entry, check_link, entries, read_chunks
from index.sources.formats.draft import Origin
from index.sources.seed import read_seed
from tests.index.sources.refusals import GOOD, refusal, refusal_in
from tests.support.toys import read_seeds


def test_visible_files_and_links_are_listed_below_every_visible_folder(seeds):
    root = seeds({"a.txt": "", "b/c/d": "", ".e": "", ".f/g.txt": "", "b/.h": ""})
    (root / "link").symlink_to("a.txt")
    (root / "away").symlink_to("/")
    assert sorted(entries(root), key=lambda e: e.name) == [
        Entry("a.txt", False),
        Entry("away", True),
        Entry("b/c/d", False),
        Entry("link", True),
    ]


def test_name_that_is_not_utf8_is_an_error_in_printable_form(seeds):
    root = seeds({"a.txt": "", "caf\udce9.txt": "", "d\udce9r/b.txt": "", "d\udce9r/c.txt": ""})
    found = {e.name if isinstance(e, Entry) else str(e) for e in entries(root)}
    assert found == {
        "a.txt",
        r"seed 'caf\udce9.txt' has a name that is not UTF-8; expected one that is; rename it",
        r"seed 'd\udce9r' has a name that is not UTF-8; expected one that is; rename it",
    }


def test_folder_that_vanishes_while_it_is_listed_is_nothing(seeds, tmp_path, monkeypatch):
    root = seeds({"a.txt": "", "b/c.txt": "", "d/e.txt": ""})
    real = os.scandir

    def scandir(path):
        if path.name in ("b", "d"):
            path.rename(tmp_path / path.name)
        if path.name == "d":
            path.write_text("a file in its place")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert list(entries(root)) == [Entry("a.txt", False)]


def test_bytes_come_in_pieces_that_make_the_file(seeds, monkeypatch):
    monkeypatch.setattr(folder, "_CHUNK_BYTES", 4)
    path = seeds({"a.txt": "One word."}) / "a.txt"
    assert list(read_chunks(path, Origin("a.txt"))) == [b"One ", b"word", b"."]


def test_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(seeds, monkeypatch):
    monkeypatch.setattr(folder, "MAX_SEED_BYTES", 2_000_000)
    root = seeds({"a.txt": b"a" * 2_000_000, "b.txt": b"a" * 2_000_001})
    assert sum(map(len, read_chunks(root / "a.txt", Origin("a.txt")))) == 2_000_000
    with pytest.raises(SeedError, match=r"^seed 'b\.txt' is larger than 2 MB;"):
        list(read_chunks(root / "b.txt", Origin("b.txt")))


@pytest.mark.parametrize("name", ["../outside.txt", "b/../../outside.txt", "/etc/passwd"])
def test_path_out_of_the_folder_is_refused(seeds, name):
    root = seeds({"a.txt": "", "b/c.txt": ""})
    with pytest.raises(SeedError, match="is a link out of the seeds folder"):
        check_link(root, root / name, Origin(name))


def test_path_inside_the_folder_is_let_through(seeds):
    root = seeds({"a.txt": ""})
    (root / "b.txt").symlink_to("a.txt")
    check_link(root, root / "b.txt", Origin("b.txt"))


@pytest.fixture
def indexed(seeds, embedder) -> Path:
    """A seeds folder with an index in it, under a name that is not hidden."""
    root = seeds({"a.txt": "An apple.", "b/c.txt": "A stone."})
    build(root, root / "b" / "index", embedder=embedder)
    return root


def test_folders_of_an_index_are_passed_over(indexed, tmp_path):
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}
    shutil.copytree(indexed / "b" / "index" / "000001", indexed / "copy")
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}


def test_index_of_version_0_1_is_passed_over(indexed):
    for bare in (indexed / "b" / "index", indexed / "b" / "index" / "000001"):
        (bare / MARK).unlink()
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}


def test_files_that_are_called_as_those_of_an_index_are_seeds(seeds):
    names = {"b/current", "b/lock", "b/000001/manifest.json", "b/manifest.json", f"b/{MARK}"}
    root = seeds(dict.fromkeys(names, "[1]") | {"b/held": ""})
    assert {e.name for e in entries(root)} == {*names, "b/held"}


def test_folder_of_an_index_holds_no_seeds(indexed):
    for root in (indexed / "b" / "index", indexed / "b" / "index" / "000001"):
        with pytest.raises(
            SeedsError, match=r"^seeds folder '.*' is the folder of an index; expec"
        ):
            list(entries(root))


def test_link_into_an_index_is_refused(indexed):
    for target in ("b/index", "b/index/000001/articles.jsonl"):
        (indexed / "link.jsonl").symlink_to(target)
        with pytest.raises(SeedError, match="is a link into an index; expected an article; remove"):
            check_link(indexed, indexed / "link.jsonl", Origin("link.jsonl"))
        (indexed / "link.jsonl").unlink()


def test_hidden_files_and_folders_are_passed_over(seeds):
    folder = seeds({"a.txt": GOOD, ".b.txt": GOOD, ".git/c.txt": GOOD, "d/.e.txt": GOOD})
    assert [a.id for a in read_seeds(folder).articles] == ["a.txt"]
    assert read_seeds(folder).rejected == ()


def test_line_of_50_megabytes_is_refused(seeds):
    assert refusal(seeds, b"a" * 50_000_000) == (
        "seed 'bad.txt' is larger than 10 MB; expected one article a file;"
        " split it into smaller files"
    )


@pytest.mark.slow
def test_largest_seed_is_read_and_one_byte_more_is_not(seeds):
    folder = seeds({"a.txt": b"a" * MAX_SEED_BYTES, "b.txt": b"a" * (MAX_SEED_BYTES + 1)})
    (article,) = read_seed(folder, "a.txt").articles
    assert len(article.text) == MAX_SEED_BYTES
    with pytest.raises(SeedError, match=r"'b\.txt' is larger than 10 MB"):
        read_seed(folder, "b.txt")


def test_link_inside_the_folder_is_read(seeds):
    folder = seeds({"a.txt": GOOD})
    (folder / "b.txt").symlink_to("a.txt")
    assert [(a.id, a.text) for a in read_seeds(folder).articles] == [
        ("a.txt", GOOD),
        ("b.txt", GOOD),
    ]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_link_out_of_the_folder_is_refused(seeds, tmp_path, kind):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text(GOOD)
    folder = seeds({"a.txt": GOOD, "z.txt": GOOD})
    target = "../elsewhere/secret.txt" if kind == "file" else "../elsewhere"
    (folder / "bad.txt").symlink_to(target)
    assert refusal_in(folder) == (
        "seed 'bad.txt' is a link out of the seeds folder; expected a file inside it;"
        " copy the file in"
    )


def test_link_to_a_folder_is_refused(seeds):
    folder = seeds({"a.txt": GOOD, "z.txt": GOOD})
    (folder / ".hidden").mkdir()
    (folder / "bad.txt").symlink_to(".hidden")
    assert refusal_in(folder) == (
        "seed 'bad.txt' is a link to a folder; expected the folder itself; move or copy it there"
    )


@pytest.mark.parametrize("kind", ["FIFO", "broken link", "link to itself"])
def test_what_is_no_file_is_refused(seeds, kind):
    folder = seeds({"a.txt": GOOD, "z.txt": GOOD})
    targets = {"broken link": "gone", "link to itself": "bad.txt"}
    if kind == "FIFO":
        os.mkfifo(folder / "bad.txt")
    else:
        (folder / "bad.txt").symlink_to(targets[kind])
    assert refusal_in(folder) == (
        "seed 'bad.txt' is not a regular file; expected a file; remove it"
    )


def test_seeds_folder_may_itself_be_a_link(seeds, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(seeds({"a.txt": GOOD}))
    assert [a.id for a in read_seeds(link).articles] == ["a.txt"]


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """Become a user whom permission bits bind, with a folder that he can look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        me = os.geteuid()
        if me == 0:
            try:
                os.seteuid(65534)
            except OSError:
                pytest.skip("permission bits do not bind root, and root cannot step down here")
            os.seteuid(0)
        try:
            yield folder
        finally:
            os.seteuid(me)


def step_down() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_unreadable_file_is_refused(plain_user):
    for name in ("a.txt", "bad.txt", "z.txt"):
        (plain_user / name).write_text(GOOD)
    (plain_user / "bad.txt").chmod(0)
    step_down()
    assert refusal_in(plain_user) == (
        "seed 'bad.txt' cannot be read (Permission denied); expected a readable file;"
        " check its permissions"
    )


def test_unreadable_folder_inside_is_named_and_the_rest_is_read(plain_user):
    (plain_user / "a.txt").write_text(GOOD)
    (plain_user / "lost+found").mkdir(mode=0)
    (plain_user / "z.txt").write_text(GOOD)
    step_down()
    assert refusal_in(plain_user) == (
        "seed 'lost+found/' cannot be listed (Permission denied);"
        " expected a folder that can be read; check its permissions"
    )


def test_file_in_a_folder_that_can_only_be_listed_is_refused(plain_user):
    for name in ("a.txt", "b/c.txt", "z.txt"):
        (plain_user / name).parent.mkdir(exist_ok=True)
        (plain_user / name).write_text(GOOD)
    (plain_user / "b").chmod(0o444)
    step_down()
    assert refusal_in(plain_user).startswith("seed 'b/c.txt' cannot be read (Permission denied);")


@pytest.mark.parametrize("inside", ["", "none"])
def test_unreadable_seeds_folder_is_refused(plain_user, inside):
    (plain_user / "seeds").mkdir(mode=0)
    step_down()
    with pytest.raises(SeedsError, match=r"cannot be listed|does not exist"):
        read_seeds(plain_user / "seeds" / inside)


def test_file_whose_name_is_not_utf8_is_refused(seeds):
    assert refusal(seeds, GOOD, "caf\udce9.txt") == (
        r"seed 'caf\udce9.txt' has a name that is not UTF-8; expected one that is; rename it"
    )


def test_missing_folder_is_refused(tmp_path):
    with pytest.raises(
        SeedsError,
        match=r"^seeds folder '.*/none' does not exist; expected a folder of articles;"
        r" name it: qa index FOLDER$",
    ):
        read_seeds(tmp_path / "none")


def test_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    with pytest.raises(SeedsError, match=r"a\.txt' is not a folder; expected a folder of articles"):
        read_seeds(tmp_path / "a.txt")
