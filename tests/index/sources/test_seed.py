from __future__ import annotations

import hashlib

import pytest

from index.corpus import Article, Omission
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.seed import SeedContent, file_of, read_seed
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


def test_what_a_reader_left_out_is_summed_by_reason(seeds, monkeypatch):
    def read(content: bytes, name: str) -> Drafts:
        left = (Omission(3, "notes"), Omission(1, "captions")), (Omission(4, "notes"),)
        return Drafts(tuple(Draft("Text.", record=str(n), omissions=o) for n, o in enumerate(left)))

    monkeypatch.setattr("index.sources.seed.READERS", {".txt": read})
    found = read_seed(seeds({"a.txt": ""}), "a.txt").omissions
    assert found == (Omission(7, "notes"), Omission(1, "captions"))


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

    monkeypatch.setattr("index.sources.seed.sandbox.read", read)
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
