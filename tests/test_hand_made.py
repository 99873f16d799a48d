"""The hand-made dialogues, lists, quotations and questions of yes or no in tests/data are whole and
quote their articles.

Most paragraphs of the news articles stand in the files of questions, and strings are looked up
there; with the folder of the articles in NEWS_ARTICLES, every string is.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
HALVES = ("choose", "held_back")
SIZES = {"dialogues": 30, "lists": 20, "quotes": 30, "yes_no": 30}  # of each half
UNQUOTED = {
    "dialogues": 33,
    "lists": 39,
    "quotes": 11,
    "yes_no": 3,
}  # strings of the other paragraphs
LEANS = {"pronoun", "answer", "first", "fragment", "what-about", "implied"}

Entry = dict[str, Any]


def read(name: str) -> list[Entry]:
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def both(kind: str) -> list[Entry]:
    return [entry for half in HALVES for entry in read(f"{kind}_{half}")]


def texts() -> dict[str, list[str]]:
    """The paragraphs or articles that are at hand, by the file name of their article."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in DATA.glob("questions_*.jsonl"):
        for question in read(path.stem):
            name = question["article"].removesuffix(".txt") + ".txt"
            found[name].append(question["context"])
    folders = [ROOT / "seeds", *map(Path, filter(None, [os.environ.get("NEWS_ARTICLES")]))]
    for path in (path for folder in folders for path in folder.glob("*.txt")):
        found[path.name].append(path.read_text(encoding="utf-8"))
    return found


def strings(kind: str) -> Iterator[tuple[str, str]]:
    """Each article with a string that is said to stand in it."""
    for entry in both(kind):
        article = entry["article"]
        for turn in entry.get("turns", []):
            if turn["answer"] is not None:
                yield turn.get("article", article), turn["answer"]
                yield turn.get("article", article), turn["passage"]
        for text in [*entry.get("passages", []), *chain(*entry.get("items", []))]:
            yield article, text
        for quote in [*entry.get("quotes", []), *entry.get("optional", [])]:
            yield article, quote["text"]
            yield article, quote["speaker"]


@pytest.mark.parametrize("kind", SIZES)
def test_every_string_is_verbatim_in_its_article(kind):
    known = texts()
    lost = [(a, s) for a, s in strings(kind) if not any(s in text for text in known[a])]
    assert len(lost) == (0 if os.environ.get("NEWS_ARTICLES") else UNQUOTED[kind]), lost


@pytest.mark.parametrize("kind", SIZES)
def test_the_halves_have_their_sizes_and_no_article_in_common(kind):
    choose, held_back = (read(f"{kind}_{half}") for half in HALVES)
    assert len(choose) == len(held_back) == SIZES[kind]
    assert len({entry["id"] for entry in both(kind)}) == 2 * SIZES[kind]
    assert not {e["article"] for e in choose} & {e["article"] for e in held_back}


def test_a_turn_leans_on_those_before_or_stands_alone():
    for turns in (entry["turns"] for entry in both("dialogues")):
        assert len(turns) == 3
        for turn in turns:
            alone = turn is turns[0] or turn.get("alone", False)
            assert (turn["leans"] is None) == alone == (turn["standalone"] == turn["question"])
            assert alone or turn["leans"] in LEANS
            if turn["answer"] is None:
                assert turn["passage"] is None
            else:
                assert turn["answer"] in turn["passage"] and len(turn["passage"]) >= 30


def test_every_item_of_a_list_is_in_a_passage_and_every_passage_holds_one():
    for entry in both("lists"):
        items, passages = entry["items"], entry["passages"]
        assert 2 <= len(items) <= 7
        assert entry["spread"] == ("sentence" if len(passages) == 1 else "several")
        assert all(any(word in p for p in passages) for item in items for word in item)
        assert all(any(word in p for item in items for word in item) for p in passages)


def test_a_quotation_names_one_speaker_and_is_listed_once():
    for entry in both("quotes"):
        listed = [*entry["quotes"], *entry["optional"]]
        assert len({quote["speaker"] for quote in listed}) <= 1
        assert len({quote["text"] for quote in listed}) == len(listed)
        assert entry["by"].lower() in entry["question"].lower()


@pytest.mark.parametrize("half", HALVES)
def test_a_third_of_the_questions_is_to_be_answered_by_yes_by_no_and_by_neither(half):
    decided = [(entry["decides"], bool(entry["passages"])) for entry in read(f"yes_no_{half}")]
    assert Counter(decided) == {("yes", True): 10, ("no", True): 10, (None, False): 10}
