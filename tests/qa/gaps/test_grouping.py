import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import open_embedder
from qa.gaps.grouping import ALIKE, GapGroup, group_gaps, group_to_dict
from qa.gaps.record import Gap

ANGLES = {"one": 0.0, "near": 40.0, "edge": 80.0, "far": 180.0}  # cos 40 = .77


def encode(question):
    angle = np.radians(ANGLES[question.split()[0].casefold().rstrip("?!.")])
    return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def gap(question, day=1, article="a.txt"):
    return Gap(question, f"2023-11-{day:02}T00:00:00Z", article, 0.1, 1)


def test_alike_questions_are_one_group_and_the_most_frequent_are_first():
    gaps = [
        gap("far?", 1),
        gap("one?", 2, "b.txt"),
        gap("One", 3),
        gap("near?", 4),
        gap("far.", 5, None),
    ]
    assert group_gaps(gaps, encode) == (
        GapGroup(("near?", "One"), 3, "2023-11-04T00:00:00Z", "a.txt"),
        GapGroup(("far.",), 2, "2023-11-05T00:00:00Z", "a.txt"),
    )
    assert group_gaps([], encode) == ()


def test_of_groups_as_frequent_the_newest_is_first():
    groups = group_gaps([gap("one?", 1), gap("far?", 2)], encode)
    assert [group.questions for group in groups] == [("far?",), ("one?",)]
    assert group_to_dict(groups[0]) == {
        "questions": ["far?"], "times": 1, "newest": "2023-11-02T00:00:00Z", "article": "a.txt",
    }  # fmt: skip


def test_a_question_is_compared_with_the_newest_of_a_group():
    groups = group_gaps([gap("edge", 1), gap("near", 2), gap("one", 3)], encode)
    assert [group.questions for group in groups] == [("one", "near"), ("edge",)]


@given(st.lists(st.tuples(st.sampled_from(sorted(ANGLES)), st.integers(1, 28)), max_size=12))
def test_every_asking_is_in_one_group(asked):
    gaps = [gap(f"{word} {n % 3}", day) for n, (word, day) in enumerate(sorted(asked, key=str))]
    groups = group_gaps(gaps, encode)
    assert sum(group.times for group in groups) == len(gaps)
    listed = [question for group in groups for question in group.questions]
    assert sorted(listed) == sorted({g.question for g in gaps})
    assert [g.times for g in groups] == sorted((g.times for g in groups), reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "other", "alike"),
    [
        ("How many people died in the flood?", "What was the death toll of the flood?", True),
        ("When was the bridge closed?", "Why was the bridge closed?", True),
        ("Who is the mayor of Port Alba?", "Who is the mayor of Oxford?", False),
    ],
)
def test_the_threshold_fits_the_packaged_embedder(question, other, alike):
    embedder = open_embedder()
    vectors = [embedder.encode_question(text) for text in (question, other)]
    assert (float(vectors[0] @ vectors[1]) >= ALIKE) is alike
