from __future__ import annotations

import hashlib
import os

import pytest

from index.corpus import Article, Omission
from index.errors import SeedsError
from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.scan import Scan, SeedContent, file_digest, file_of, read_seed, scan_folder
from tests.index.sources.refusals import GOOD, Write, refusal
from tests.support.toys import SEED, SEEDS, read_seeds


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def text_of(seeds: Write, content: str | bytes, name: str = "a.txt") -> str:
    (article,) = read_seed(seeds({name: content}), name).articles
    return article.text


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


@pytest.mark.parametrize(
    ("name", "ending"), [("b.odt", "'.odt'"), ("README", "''"), ("b.txt~", "'.txt~'")]
)
def test_unknown_ending_is_refused(seeds, name, ending):
    assert refusal(seeds, GOOD, name) == (
        f"seed {name!r} has the ending {ending}; expected one of .docx, .htm, .html, .json, .jsonl,"
        " .md, .pdf, .txt; convert or remove it"
    )


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
