import random
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources import near_duplicates as copies
from index.sources.near_duplicates import (
    MIN_GROUP_SIMILARITY,
    NUM_HASHES,
    duplicate_groups,
    has_copies,
    regrouped,
    signature,
)
from tests.support.paths import ROOT
from tests.support.toys import SEED, SEEDS

STORY = (SEEDS / SEED).read_text(encoding="utf-8")


def paragraphs(seed: int, count: int = 6) -> list[str]:
    """Made-up paragraphs of 60 words; those of two seeds share none but by chance."""
    rng = random.Random(seed)
    return [
        " ".join(f"{rng.choice('bdfgklmnprstvz')}{rng.randrange(400)}" for _ in range(60)) + "."
        for _ in range(count)
    ]


def joined(*parts: str) -> str:
    return "\n\n".join(parts)


def grouped(*texts: str) -> list[int]:
    return duplicate_groups(np.stack([signature(text) for text in texts])).tolist()


@pytest.mark.slow
def test_a_signature_is_the_same_everywhere():
    first = [882683991, 54893154, 1115854059, 291291715]
    text = "Blinken visits Korea on the afternoon of the 8th."
    assert signature(text)[:4].tolist() == first
    code = (
        "from index.sources.near_duplicates import signature;"
        f" print(signature({text!r})[:4].tolist())"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert out.stdout.strip() == str(first)


def test_a_signature_has_one_form():
    assert signature(STORY).shape == (NUM_HASHES,)
    assert signature(STORY).dtype == np.uint32


@pytest.mark.parametrize(
    "other",
    [
        "“BLINKEN VISITS KOREA”, ON THE AFTERNOON OF THE 8TH",
        "  blinken\tvisits\n\nkorea — on the afternoon (of the 8th)!",
        "Blinken visits Ｋｏｒｅａ on the afternoon of the 8ᵗʰ",
    ],
)
def test_case_punctuation_and_white_space_make_no_difference(other):
    text = "Blinken visits Korea on the afternoon of the 8th."
    assert (signature(text) == signature(other)).all()


def test_accents_are_the_same_however_they_are_written():
    assert (signature("un café à Évian") == signature("un cafe\u0301 a\u0300 E\u0301vian")).all()


@pytest.mark.parametrize("text", ["", "...", "Korea", "Korea today", "朝", "\ud800"])
def test_texts_shorter_than_a_shingle_have_a_signature(text):
    assert grouped(text, text, STORY) == [0, 0, 2]


def test_short_texts_that_differ_are_no_copies():
    assert grouped("Korea", "Korea today", "today", "Rain today in Seoul") == [0, 1, 2, 3]


def test_a_long_text_is_signed_piece_by_piece(monkeypatch):
    whole = signature(STORY)
    monkeypatch.setattr(copies, "_SHINGLE_BATCH", 10)
    assert (signature(STORY) == whole).all()


def test_without_spaces_every_character_is_a_word():
    text = "国务卿布林肯八日下午访问韩国，将与外交部长会谈，讨论两国同盟七十周年以及朝鲜半岛局势。"
    edited = text.replace("下午", "上午")
    assert grouped(text, edited, "首尔今天下雨，明天放晴。") == [0, 0, 2]


WIRE = {
    "headline": lambda parts: joined("Ministers meet in Seoul", *parts[1:]),
    "dateline": lambda parts: joined("SEOUL, Nov. 8 (Agency) — " + parts[0], *parts[1:]),
    "cut": lambda parts: joined(*parts[:-2]),
    "shouted": lambda parts: joined(*parts).upper(),
    "quotes": lambda parts: joined(*parts).replace(" ", "” “", 40),
    "corrected": lambda parts: joined(*parts, "Correction: an earlier version misstated the day."),
    "half": lambda parts: joined(*parts[: len(parts) // 2 + 1]),
    "all of it": lambda parts: joined(
        "Ministers meet in Seoul", "SEOUL (Agency) — " + parts[1], *parts[2:-1], "Correction: no."
    ).title(),
}


@pytest.mark.parametrize("edit", WIRE.values(), ids=WIRE)
def test_a_wire_copy_is_a_copy(edit):
    parts = ["Diplomats to hold talks", *paragraphs(1)]
    other = joined("Diplomats to hold talks", *paragraphs(2))
    assert grouped(joined(*parts), other, edit(parts)) == [0, 1, 0]


def test_the_seed_article_and_its_wire_copy():
    paras = STORY.split("\n\n")
    copy = joined("US envoy in Seoul", *paras[: max(1, 2 * len(paras) // 3)]).upper()
    assert grouped(copy, "Rain fell on Seoul all of Tuesday.", STORY) == [0, 1, 0]


def test_edited_words_leave_a_copy():
    words = joined(*paragraphs(1)).split(" ")
    edited = " ".join("edited" if i % 25 == 0 else word for i, word in enumerate(words))
    assert grouped(" ".join(words), edited) == [0, 0]


def test_a_follow_up_that_keeps_a_third_is_no_copy():
    old = paragraphs(1)
    assert grouped(joined(*old), joined(*paragraphs(2)[:4], *old[:2])) == [0, 1]


def test_a_round_up_makes_no_copies_of_its_stories():
    one, two = joined(*paragraphs(1)), joined(*paragraphs(2))
    found = grouped(one, two, joined(one, two))
    assert found[0] != found[1]


def test_a_chain_of_editions_is_parted():
    """Each edition is like the next, the first and the last have nothing in common."""
    parts = paragraphs(1, 24)
    editions = [joined(*parts[start : start + 8]) for start in range(0, 17, 2)]
    found = duplicate_groups(np.stack([signature(edition) for edition in editions]))
    assert found[0] != found[-1]
    for row, first in enumerate(found.tolist()):
        assert (
            signature(editions[row]) == signature(editions[first])
        ).mean() >= MIN_GROUP_SIMILARITY - 0.1


def test_the_first_article_of_a_group_stands_for_it():
    a, b = joined(*paragraphs(1)), joined(*paragraphs(2))
    assert grouped(b, a, a.upper(), b + " More.", a) == [0, 1, 1, 0, 1]


def test_no_articles_no_groups():
    assert duplicate_groups(np.empty((0, NUM_HASHES), dtype=np.uint32)).tolist() == []
    assert grouped(STORY) == [0]


@cache
def editions() -> np.ndarray:
    """Signatures of 12 stories in four editions each, some of them round-ups of two."""
    stories = [paragraphs(seed) for seed in range(12)]
    texts = [joined(*s) for s in stories]
    texts += [joined(f"Headline {i}", *s[:5]) for i, s in enumerate(stories)]
    texts += [joined(*s[1:]).upper() for s in stories]
    texts += [joined(*stories[i], *stories[i - 1]) for i in range(12)]
    return np.stack([signature(text) for text in texts])


EDITIONS = 48


def parted(rows: Sequence[int]) -> set[frozenset[int]]:
    """The groups of some editions, as sets of rows."""
    first = duplicate_groups(editions()[list(rows)])
    return {
        frozenset(row for row, f in zip(rows, first.tolist(), strict=True) if f == group)
        for group in first.tolist()
    }


@cache
def groups() -> set[frozenset[int]]:
    """Those of all editions in their order."""
    return parted(range(EDITIONS))


@given(st.permutations(range(EDITIONS)))
def test_which_articles_form_a_group_depends_on_no_order(order):
    assert parted(order) == groups()


@given(st.lists(st.integers(0, EDITIONS - 1), min_size=1, max_size=60))
def test_a_group_is_named_by_its_first_row(rows):
    first = duplicate_groups(editions()[rows])
    assert (first <= np.arange(len(rows))).all()
    assert (first[first] == first).all()


def test_many_articles_are_grouped_in_seconds_and_all_copies_found():
    rng = np.random.default_rng(1)
    articles = rng.integers(0, 2**32, (20_000, NUM_HASHES), dtype=np.uint32)
    articles[15_000:] = articles[:5_000]
    edited = rng.random((5_000, NUM_HASHES)) < 0.4
    articles[15_000:][edited] = rng.integers(0, 2**32, edited.sum(), dtype=np.uint32)
    found = duplicate_groups(articles)
    assert (found[:15_000] == np.arange(15_000)).all()
    assert (found[15_000:] == np.arange(5_000)).mean() > 0.99


@pytest.mark.slow
def test_a_crowd_of_editions_is_one_group():
    rng = np.random.default_rng(1)
    crowd = np.tile(rng.integers(0, 2**32, NUM_HASHES, dtype=np.uint32), (3_000, 1))
    edited = rng.random(crowd.shape) < 0.2
    crowd[edited] = rng.integers(0, 2**32, edited.sum(), dtype=np.uint32)
    assert not duplicate_groups(crowd).any()


def test_whether_any_of_a_few_are_copies_needs_no_groups():
    told = [signature(f"{word} went to the market and bought bread and milk") for word in "abc"]
    others = [signature("The river rose."), signature("A stone fell on the old wall.")]
    assert has_copies(np.stack([*others, told[0], told[1]]))
    assert not has_copies(np.stack([*others, told[0]]))
    assert not has_copies(np.stack(others[:1]))


# Versions of a few texts: each takes a share of the hash values of another.
shares = st.floats(0, 1)
versions = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), shares), min_size=1, max_size=9)


def mixed_signature(text: int, other: int, share: float) -> np.ndarray:
    """The signature of a text of which a share of the hash values are those of another."""
    one, two = (np.random.default_rng(n).integers(0, 2**32, NUM_HASHES) for n in (text, other))
    taken = int(share * NUM_HASHES)
    return np.concatenate((two[:taken], one[taken:])).astype(np.uint32)


@given(versions, versions, st.data())
def test_articles_that_come_and_go_leave_the_groups_of_a_fresh_grouping(before, added, data):
    old = np.array([mixed_signature(*one) for one in before])
    groups = duplicate_groups(old)
    kept = data.draw(st.lists(st.booleans(), min_size=len(old), max_size=len(old)))
    # The new articles stand anywhere between those that stay, which keep their order.
    places = sorted(data.draw(st.lists(
        st.integers(0, sum(kept)), min_size=len(added), max_size=len(added))))  # fmt: skip
    rows = np.full(len(old), -1)
    rows[kept] = [n + sum(place <= n for place in places) for n in range(sum(kept))]
    now = np.zeros((sum(kept) + len(added), NUM_HASHES), dtype=np.uint32)
    now[rows[kept]] = old[kept]
    new = np.setdiff1d(np.arange(len(now)), rows)
    now[new] = [mixed_signature(*one) for one in added]
    known = np.full(len(now), -1)
    known[rows[kept]] = rows[groups[kept]]
    found = regrouped(now, known, old[[not one for one in kept]])
    assert found.tolist() == duplicate_groups(now).tolist()


def test_articles_far_from_the_change_are_not_grouped_again(monkeypatch):
    signatures = np.array([mixed_signature(n, n, 0) for n in range(5)])
    known = np.array([0, 0, 2, 3, -1])  # as if the first two were copies
    assert regrouped(signatures, known, signatures[:0]).tolist() == [0, 0, 2, 3, 4]
