from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SEED, SEEDS

from index.corpus import Article
from index.errors import SeedError, SeedsError
from index.seeds import MAX_SEED_BYTES, Seeds, read_seed, read_seeds

Write = Callable[[dict[str, str | bytes]], Path]
GOOD = "A good sentence.\n"


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def text_of(seeds: Write, content: str | bytes, name: str = "a.txt") -> str:
    return read_seed(seeds({name: content}), name).text


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
    assert read_seeds(SEEDS) == Seeds((Article(SEED, content.decode(), sha256(content)),))


def test_plain_text_and_markdown_are_kept_as_written(seeds):
    folder = seeds({"a.txt": "One.\n", "b.md": "# Two\n\n*Three* is [here](x).\n"})
    assert [(a.id, a.text) for a in read_seeds(folder).articles] == [
        ("a.txt", "One.\n"),
        ("b.md", "# Two\n\n*Three* is [here](x).\n"),
    ]


def test_ending_may_be_in_capitals(seeds):
    assert text_of(seeds, GOOD, "A.TXT") == GOOD


def test_byte_order_mark_is_no_text(seeds):
    assert text_of(seeds, b"\xef\xbb\xbfCaf\xc3\xa9.\n") == "Café.\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_ends_in_one_newline(seeds, ending):
    assert text_of(seeds, f"One.{ending}{ending}Two.{ending}") == "One.\n\nTwo.\n"


def test_front_matter_gives_the_fields_and_leaves_the_text(seeds):
    content = (
        "---\ntitle: 'Blinken: a visit'\nsource: Donga\npublished: 2023-11-08\n"
        "url: https://example.org/a\nauthor: not kept\n---\nThe text.\n"
    )
    assert read_seed(seeds({"a.md": content}), "a.md") == Article(
        id="a.md",
        text="The text.\n",
        digest=sha256(content),
        title="Blinken: a visit",
        source="Donga",
        published=date(2023, 11, 8),
        url="https://example.org/a",
    )


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["bare", "BOM"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_front_matter_is_found_behind_any_mark_and_line_ending(seeds, start, ending):
    content = start + b"---\ntitle: T\n---\nText.\n".replace(b"\n", ending)
    article = read_seed(seeds({"a.txt": content}), "a.txt")
    assert (article.title, article.text) == ("T", "Text.\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("No", "No"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("'  two\n  words '", "two words"),
        ("", None),
        ("~", None),
        ("null", None),
    ],
)
def test_title_is_what_the_file_says(seeds, written, read):
    folder = seeds({"a.txt": f"---\ntitle: {written}\n---\nText."})
    assert read_seed(folder, "a.txt").title == read


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        "'2024-05-31'",
        "2024-05-31 23:59:59",
        "2024-05-31T23:59:59Z",
        "2024-05-31T01:00:00+09:00",
    ],
)
def test_published_is_the_day_as_written(seeds, written):
    folder = seeds({"a.txt": f"---\npublished: {written}\n---\nText."})
    assert read_seed(folder, "a.txt").published == date(2024, 5, 31)


@pytest.mark.parametrize("written", ["", "~"])
def test_published_may_be_left_open(seeds, written):
    folder = seeds({"a.txt": f"---\npublished: {written}\n---\nText."})
    assert read_seed(folder, "a.txt").published is None


@pytest.mark.parametrize("written", ["yesterday", "2024-13-45", "31.5.2024", "[2024]"])
def test_bad_date_is_refused(seeds, written):
    message = refusal(seeds, f"---\npublished: {written}\n---\nText.")
    assert message.startswith("seed 'bad.txt' was published ")
    assert message.endswith(
        "; expected a date like 2024-05-31; mend published: in its front matter"
    )


@pytest.mark.parametrize(
    "content",
    [
        "---\n- a\n- list\n---\nText.\n",
        "---\nA line between rules.\n---\nText.\n",
        "---\n---\nText.\n",
        "---\nNo second rule.\n",
        "Text.\n---\ntitle: too late\n---\n",
        "--- title: no ---\nText.\n",
    ],
    ids=["list", "sentence", "empty", "unclosed", "below text", "one line"],
)
def test_what_is_no_mapping_is_text(seeds, content):
    article = read_seed(seeds({"a.txt": content}), "a.txt")
    assert (article.text, article.title) == (content, None)


@pytest.mark.parametrize(
    "yaml",
    ["title: a: b", "title: [", 'title: "\\UFFFFFFFF"', "title: " + "[" * 5000, "a: &a [*a]"],
    ids=["two colons", "open list", "no character", "deep", "loop"],
)
def test_front_matter_that_is_not_yaml_is_refused(seeds, yaml):
    message = refusal(seeds, f"---\n{yaml}\n---\nText.")
    assert message.startswith("seed 'bad.txt' has front matter that is not YAML (")
    assert message.endswith(
        "); expected lines like 'title: ...'; mend or remove the lines between the two ---"
    )
    assert "\n" not in message


@pytest.mark.parametrize(
    ("field", "written", "kind"),
    [("title", "[a, b]", "list"), ("source", "{a: b}", "dict"), ("url", "[]", "list")],
)
def test_field_of_several_values_is_refused(seeds, field, written, kind):
    assert refusal(seeds, f"---\n{field}: {written}\n---\nText.") == (
        f"seed 'bad.txt' has a {field} that is a {kind}; expected one line of text;"
        f" write {field}: in quotes"
    )


@pytest.mark.parametrize(
    "content",
    ["", " \n\t\u00a0\n", b"\xef\xbb\xbf", "---\ntitle: T\n---\n \n"],
    ids=["empty", "white space", "BOM", "front matter"],
)
def test_seed_without_text_is_refused(seeds, content):
    assert refusal(seeds, content) == (
        "seed 'bad.txt' holds no text; expected at least one sentence; write it or remove the file"
    )


def test_binary_file_is_refused(seeds):
    assert refusal(seeds, b"PK\x03\x04 and so on") == (
        "seed 'bad.txt' holds the control character '\\x03': it looks binary;"
        " expected UTF-8 text; save it as text or remove it"
    )


def test_invalid_utf8_is_refused(seeds):
    assert refusal(seeds, "Café".encode("latin-1")) == (
        "seed 'bad.txt' is not valid UTF-8 (byte 3); expected UTF-8 text;"
        " save it as UTF-8 or remove it"
    )


def test_line_of_50_megabytes_is_refused(seeds):
    assert refusal(seeds, b"a" * 50_000_000) == (
        "seed 'bad.txt' is larger than 10 MB; expected one article a file;"
        " split it into smaller files"
    )


def test_largest_seed_is_read_and_one_byte_more_is_not(seeds):
    folder = seeds({"a.txt": b"a" * MAX_SEED_BYTES, "b.txt": b"a" * (MAX_SEED_BYTES + 1)})
    assert len(read_seed(folder, "a.txt").text) == MAX_SEED_BYTES
    with pytest.raises(SeedError, match=r"'b\.txt' is larger than 10 MB"):
        read_seed(folder, "b.txt")


@pytest.mark.parametrize(
    ("name", "ending"), [("b.pdf", "'.pdf'"), ("README", "''"), ("b.txt~", "'.txt~'")]
)
def test_unknown_ending_is_refused(seeds, name, ending):
    assert refusal(seeds, GOOD, name) == (
        f"seed {name!r} has the ending {ending}; expected one of .md, .txt; convert or remove it"
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
    folder = seeds({"c.txt": "", "b.bin": GOOD, "a.txt": GOOD, "d/e.txt": b"\xff"})
    assert [e.found for e in read_seeds(folder).rejected] == [
        "seed 'b.bin' has the ending '.bin'",
        "seed 'c.txt' holds no text",
        "seed 'd/e.txt' is not valid UTF-8 (byte 0)",
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


def test_unreadable_folder_ends_the_reading(plain_user):
    (plain_user / "a.txt").write_text(GOOD)
    (plain_user / "b").mkdir(mode=0)
    step_down()
    with pytest.raises(
        SeedsError,
        match=r"/b' cannot be listed \(Permission denied\); expected a folder that can be read;"
        r" check its permissions$",
    ):
        read_seeds(plain_user)


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
        r" expected at least one \.md or \.txt file with text;"
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
    article = read_seed(seeds({"a.txt": edited}), "a.txt")
    assert article.digest == sha256(edited)
    assert article.digest != sha256(GOOD)
