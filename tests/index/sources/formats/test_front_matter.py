from __future__ import annotations

import pytest

from index.corpus import Omission
from index.sources.formats.front_matter import MAX_CHARACTERS, ParsedText, parse_front_matter


def stated(*lines: str) -> object:
    found = parse_front_matter("\n".join(["---", *lines, "---", "Text."]))
    assert found.body == "Text."
    return found.metadata


def title(written: str) -> object:
    found = stated(f"title: {written}")
    assert isinstance(found, dict)
    return found["title"]


@pytest.mark.parametrize(
    "text",
    [
        "---\nHost: Welcome to the hour.\nGuest: It costs 42 million.\n---\nHost: We are back.\n",
        "---\nSource: I saw it.\nReporter: When?\nSource: On Tuesday.\n---\nText.\n",
        "---\nLISGAR, March 5 - The board met.\n---\nText.\n",
        "---\n\n**Speaker:** The terminal will cost 42 million dollars.\n\n---\n\nText.\n",
        "---\ntitle: T\n\nThe board approved the terminal.\n---\nText.\n",
        "---\ndate: 2024-03-05\nThe minister said: it is settled.\n---\nText.\n",
        "---\n- a\n- list\n---\nText.\n",
        "---\n---\nText.\n",
        "---\nmood: x\n---\nText.\n",
        "---\nhttps://example.org/title: x\n---\nText.\n",
        "---\ntitle: T\n- a\n---\nText.\n",
        "---\n  title: indented\n---\nText.\n",
        "---\ntitle: never closed\n\nText.\n",
        "Text.\n---\ntitle: too late\n---\n",
        "--- title: no ---\nText.\n",
        "",
    ],
)
def test_what_is_no_front_matter_is_text(text):
    assert parse_front_matter(text) == ParsedText({}, text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Correction: Ferry terminal approved", "Correction: Ferry terminal approved"),
        ('"Ferry" terminal approved, board says', '"Ferry" terminal approved, board says'),
        ("*Star* rises", "*Star* rises"),
        ("**Bold** words", "**Bold** words"),
        ("@board approves", "@board approves"),
        ("`code` and %percent", "`code` and %percent"),
        ("&anchor text", "&anchor text"),
        ("!!python/name:os.system", "!!python/name:os.system"),
        ("[Exclusive] Ferry approved", "[Exclusive] Ferry approved"),
        ("We are #1 # of all", "We are #1 # of all"),
        ("It's here", "It's here"),
        ("'It''s here'", "It's here"),
        ('"A \\"ferry\\" \\u00e9" # noted', 'A "ferry" é'),
        ('"\\UFFFFFFFF"', "\\UFFFFFFFF"),
        ("[a, 'b, c', \"d\"]", ["a", "b, c", "d"]),
        ("[[a], b]", "[[a], b]"),
        ("{name: Post, id: 7}", {"name": "Post", "id": "7"}),
        ("{" * 9000, "{" * 9000),
        ("{a: " * 3000 + "}", {"a": ("{a: " * 2999).strip()}),
        ("[" * 9000 + "]" * 9000, "[" * 9000 + "]" * 9000),
        ("No", "No"),
        ("12:30", "12:30"),
        ("", ""),
    ],
)
def test_value_is_what_is_written(written, read):
    assert title(written) == read


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["author:", "  - Ana Lopes", "  - Ben Okri"], ["Ana Lopes", "Ben Okri"]),
        (["author:", "- Ana Lopes", "- 'Ben Okri'"], ["Ana Lopes", "Ben Okri"]),
        (["author: [Ana Lopes,", "  Ben Okri]"], ["Ana Lopes", "Ben Okri"]),
        (
            ["author:", "  - name: Ana Lopes", "    role: editor", "  - name: Ben Okri"],
            [{"name": "Ana Lopes", "role": "editor"}, {"name": "Ben Okri"}],
        ),
        (
            ["author:", "  name: Ana Lopes", "  role: editor"],
            {"name": "Ana Lopes", "role": "editor"},
        ),
        (["author: >-", "  Ana", "  Lopes"], "Ana Lopes"),
        (["author: |", "  Ana Lopes"], "Ana Lopes"),
        (["author: Ana", "  Lopes"], "Ana Lopes"),
        (["author:", "  Ana", "  Lopes"], "Ana Lopes"),
        (['author: "Ana', '  Lopes"'], "Ana Lopes"),
        (["author:Ana Lopes"], "Ana Lopes"),
        (["'author' : Ana Lopes"], "Ana Lopes"),
        (["# who", "", "author: Ana Lopes"], "Ana Lopes"),
    ],
)
def test_what_people_write_of_yaml_is_read(lines, read):
    assert stated(*lines) == {"author": read}


@pytest.mark.parametrize("text", ["\n\n---\ntitle: T\n---\nText.", "---  \ntitle: T\n...\nText."])
def test_rules_may_stand_below_blank_lines_and_end_in_dots(text):
    assert parse_front_matter(text) == ParsedText({"title": "T"}, "Text.")


def test_other_fields_are_passed_over_and_named():
    found = parse_front_matter("---\ntitle: T\nmood: good\ntags:\n- a\n---\nText.")
    assert found.body == "Text."
    assert found.omissions == (
        Omission(15, "its front matter has fields that no article has (mood, tags)"),
    )


def test_what_is_longer_than_front_matter_is_text():
    longest = f"title: {'b' * (MAX_CHARACTERS - 8)}\n"
    assert parse_front_matter(f"---\n{longest}---\nText.").body == "Text."
    longer = f"---\n{longest}{'#' * 20}\n---\nText."
    assert parse_front_matter(longer) == ParsedText({}, longer)


@pytest.mark.parametrize("line", ["a{}: &a [*a, *a]", "k{}: v", "- {}", '"{}', "title{}: ["])
def test_very_many_lines_are_read_in_one_pass(line):
    text = "---\n" + "\n".join(map(line.format, range(200_000))) + "\n---\nText."
    assert parse_front_matter(text) == ParsedText({}, text)


def test_aliases_stand_for_nothing():
    lines = ["title: T", "a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    found = parse_front_matter("\n".join(["---", *lines, "---", "Text."]))
    assert (found.metadata["title"], found.metadata["b"]) == (
        "T",
        "&b [" + ",".join(["*a"] * 9) + "]",
    )
