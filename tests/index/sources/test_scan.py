from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.corpus import Article, Omission
from index.errors import SeedError, SeedsError
from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.scan import Scan, SeedContent, file_digest, file_of, read_seed, scan_folder
from tests.support.toys import SEED, SEEDS, read_seeds

Write = Callable[[dict[str, str | bytes]], Path]
GOOD = "A good sentence.\n"


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def text_of(seeds: Write, content: str | bytes, name: str = "a.txt") -> str:
    (article,) = read_seed(seeds({name: content}), name).articles
    return article.text


def refusal(seeds: Write, content: str | bytes, name: str = "bad.txt") -> str:
    """Message for a bad seed that lies between two good ones, which must be read all the same."""
    return refusal_in(seeds({"a.txt": GOOD, name: content, "z.txt": GOOD}))


def refusal_in(folder: Path) -> str:
    found = read_seeds(folder)
    assert [a.id for a in found.articles] == ["a.txt", "z.txt"]
    assert len(found.rejected) == 1
    return str(found.rejected[0])


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


def test_seed_article_is_read_as_it_lies_on_the_disk():
    content = (SEEDS / SEED).read_bytes()
    assert read_seeds(SEEDS) == SeedContent((Article(SEED, content.decode(), sha256(content)),))


def test_ending_may_be_in_capitals(seeds):
    assert text_of(seeds, GOOD, "A.TXT") == GOOD


@pytest.mark.parametrize(
    "content",
    ["", " \n\t\u00a0\n", b"\xef\xbb\xbf", "---\ntitle: T\n---\n \n"],
    ids=["empty", "white space", "BOM", "front matter"],
)
def test_seed_without_text_is_refused(seeds, content):
    assert refusal(seeds, content) == (
        "seed 'bad.txt' holds no text; expected at least one sentence; write it or remove the file"
    )


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


@pytest.mark.parametrize(
    ("name", "ending"), [("b.odt", "'.odt'"), ("README", "''"), ("b.txt~", "'.txt~'")]
)
def test_unknown_ending_is_refused(seeds, name, ending):
    assert refusal(seeds, GOOD, name) == (
        f"seed {name!r} has the ending {ending}; expected one of .docx, .htm, .html, .json, .jsonl,"
        " .md, .pdf, .txt; convert or remove it"
    )


def test_hidden_files_and_folders_are_passed_over(seeds):
    folder = seeds({"a.txt": GOOD, ".b.txt": GOOD, ".git/c.txt": GOOD, "d/.e.txt": GOOD})
    assert [a.id for a in read_seeds(folder).articles] == ["a.txt"]
    assert read_seeds(folder).rejected == ()


def test_subfolders_are_read_and_ids_sorted(seeds):
    names = ["z.txt", "b/a.txt", "b/c/d.md", "a.txt", "B.txt", "b.txt", "é.txt"]
    folder = seeds(dict.fromkeys(names, GOOD))
    assert [a.id for a in read_seeds(folder).articles] == [
        "B.txt",
        "a.txt",
        "b.txt",
        "b/a.txt",
        "b/c/d.md",
        "z.txt",
        "é.txt",
    ]


def test_every_bad_seed_is_named_in_order(seeds):
    folder = seeds({"c.txt": "", "b.bin": GOOD, "a.txt": GOOD, "a1.txt": "", "d/e.txt": b"\xff"})
    assert [e.found for e in read_seeds(folder).rejected] == [
        "seed 'a1.txt' holds no text",
        "seed 'b.bin' has the ending '.bin'",
        "seed 'c.txt' holds no text",
        "seed 'd/e.txt' is not valid UTF-8 (byte 0, on line 1)",
    ]


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


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(
        SeedsError,
        match=r"^seeds folder '.*' holds no article;"
        r" expected at least one file with text \(\.docx, .*, \.txt\);"
        r" put an article there and run qa index$",
    ):
        read_seeds(tmp_path)


def test_folder_of_bad_seeds_alone_says_why_the_first_is_bad(seeds):
    folder = seeds({"a.txt": "", "b.txt": b"\xff"})
    with pytest.raises(
        SeedsError, match=r"that can be used \(2 rejected, the first: seed 'a\.txt' holds no text\)"
    ):
        read_seeds(folder)


def test_digest_is_that_of_the_bytes_under_any_name(seeds):
    folder = seeds({"a.txt": GOOD, "b/c.md": GOOD})
    assert [a.digest for a in read_seeds(folder).articles] == [sha256(GOOD)] * 2


@pytest.mark.parametrize(
    "edited",
    [
        b"a good sentence.\n",
        b"A good sentence.",
        b"A good sentence.\r\n",
        b"\xef\xbb\xbfA good sentence.\n",
        b"---\ntitle: T\n---\nA good sentence.\n",
    ],
    ids=["letter", "last newline", "CRLF", "BOM", "front matter"],
)
def test_digest_changes_with_any_edit(seeds, edited):
    (article,) = read_seed(seeds({"a.txt": edited}), "a.txt").articles
    assert article.digest == sha256(edited)
    assert article.digest != sha256(GOOD)


def test_scan_gives_the_digest_of_every_file_that_has_a_format(seeds):
    folder = seeds({"b/c.json": "not JSON", "a.pdf": b"\xff", ".d.txt": GOOD, "B.txt": GOOD})
    assert scan_folder(folder) == Scan(
        {"B.txt": sha256(GOOD), "a.pdf": sha256(b"\xff"), "b/c.json": sha256("not JSON")}
    )
    assert list(scan_folder(folder).digests) == ["B.txt", "a.pdf", "b/c.json"]


def test_digest_of_one_file_is_that_of_the_scan(seeds):
    folder = seeds({"b/c.txt": "Text."})
    assert file_digest(folder, "b/c.txt") == scan_folder(folder).digests["b/c.txt"]
    assert file_digest(folder, "none.txt") is None


def test_scan_names_what_no_reader_can_take(seeds, tmp_path):
    folder = seeds({"a.txt": GOOD, "b.bin": GOOD, "c.txt": b"a" * (MAX_SEED_BYTES + 1)})
    (folder / "d.txt").symlink_to("../elsewhere")
    (folder / "e.txt").symlink_to(".")
    os.mkfifo(folder / "f.txt")
    found = scan_folder(folder)
    assert list(found.digests) == ["a.txt"]
    assert [(e.seed, e.found.split("' ", 1)[1]) for e in found.rejected] == [
        ("b.bin", "has the ending '.bin'"),
        ("c.txt", "is larger than 10 MB"),
        ("d.txt", "is a link out of the seeds folder"),
        ("e.txt", "is a link to a folder"),
        ("f.txt", "is not a regular file"),
    ]


def test_scan_parses_nothing(seeds, monkeypatch):
    folder = seeds({"a.pdf": b"garbage", "b.docx": b"garbage"})

    def read(content: bytes, name: str) -> Drafts:
        pytest.fail(f"{name} was parsed")

    monkeypatch.setattr("index.sources.scan.sandbox.read", read)
    assert list(scan_folder(folder).digests) == ["a.pdf", "b.docx"]


def test_what_a_reader_left_out_is_summed_by_reason(seeds, monkeypatch):
    def read(content: bytes, name: str) -> Drafts:
        left = (Omission(3, "notes"), Omission(1, "captions")), (Omission(4, "notes"),)
        return Drafts(tuple(Draft("Text.", record=str(n), omissions=o) for n, o in enumerate(left)))

    monkeypatch.setattr("index.sources.scan.READERS", {".txt": read})
    found = read_seed(seeds({"a.txt": ""}), "a.txt").omissions
    assert found == (Omission(7, "notes"), Omission(1, "captions"))


def test_scan_of_an_empty_folder_is_empty(seeds):
    assert scan_folder(seeds({".hidden": ""})) == Scan({})


def test_scan_of_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(SeedsError, match="does not exist"):
        scan_folder(tmp_path / "none")


def test_record_of_a_file_is_called_by_its_path_and_what_tells_it_apart(seeds):
    content = '[{"text": "One."}, {"text": "Two.", "id": "x-2"}]'
    assert read_seed(seeds({"d/a.json": content}), "d/a.json") == SeedContent(
        (
            Article("d/a.json#1", "One.", sha256(content)),
            Article("d/a.json#x-2", "Two.", sha256(content)),
        )
    )


def test_bad_record_is_named_and_the_others_are_read(seeds):
    folder = seeds({"a.jsonl": '{"text": "One."}\n{"text": ""}\n{"text": "Three."}\n', "b.txt": ""})
    found = read_seeds(folder)
    assert [a.id for a in found.articles] == ["a.jsonl#1", "a.jsonl#3"]
    assert [(e.seed, e.found) for e in found.rejected] == [
        ("a.jsonl", "record 2 of seed 'a.jsonl' holds no text"),
        ("b.txt", "seed 'b.txt' holds no text"),
    ]


@pytest.mark.parametrize("name", ["a.json#x.txt", "a.JSONL#1/b.txt"])
def test_name_that_could_be_a_records_is_refused(seeds, name):
    assert refusal(seeds, GOOD, name) == (
        f"seed {name!r} has '#' after '.json' in its name; expected a name without '#'; rename it"
    )


@pytest.mark.parametrize(
    "name", ["日本.txt", "e\u0301.txt", "é.txt", "a b.txt", "C#.txt", "\U0001f600.txt"]
)
def test_name_may_hold_any_character(seeds, name):
    assert [a.id for a in read_seeds(seeds({name: GOOD})).articles] == [name]


def test_pages_and_author_reach_the_article(seeds, monkeypatch):
    def read(content: bytes, name: str) -> Drafts:
        return Drafts((Draft("One.\n\nTwo.", Fields(author="Ann"), (0, 6)),))

    monkeypatch.setattr("index.sources.scan.sandbox.read", read)
    assert read_seeds(seeds({"a.pdf": GOOD})).articles == (
        Article("a.pdf", "One.\n\nTwo.", sha256(GOOD), author="Ann", pages=(0, 6)),
    )


@pytest.mark.parametrize(
    ("article", "file"),
    [
        ("a.txt", "a.txt"),
        ("a#b.txt", "a#b.txt"),
        ("sub/a.jsonl#3", "sub/a.jsonl"),
        ("a.JSON#b.json#c", "a.JSON"),
    ],
)
def test_the_file_of_an_article_is_known_by_its_id(article, file):
    assert file_of(article) == file
