import pytest

from qa.answer import AnswerSpan, Hit
from qa.evidence.outcome import outcome_of, unread
from tests.qa.test_answer import answer, citation
from tests.support.toys import passages, span_of

FELL = "An apple fell."
TEXTS = {
    "a.txt": FELL,
    "b.txt": "An apple fell, they say.",
    "c.txt": "One apple fell.",
    "d.txt": "A pear fell.",
    "e.txt": "It rained.",
}
PASSAGES = {name: passages(text, name)[0] for name, text in TEXTS.items()}
HITS = tuple(
    Hit(p, score=1.0, rank=n, dense=0.5, lexical=0.5, sentences=(0.5,))
    for n, p in enumerate(PASSAGES.values(), start=1)
)


def proposal(id: str, quote: str, score: float) -> AnswerSpan:
    return AnswerSpan(PASSAGES[id], span_of(quote, TEXTS[id]), score)


PROPOSALS = (
    proposal("a.txt", "apple", 0.6),
    proposal("b.txt", "apple", 0.5),
    proposal("c.txt", "apple", 0.4),
    proposal("d.txt", "pear", 0.2),
)
ANSWERED = answer(citations=(citation(copies=("b.txt",)),), hits=HITS, proposals=PROPOSALS,
                  confidence=0.6)  # fmt: skip
SILENT = answer(text=None, reason="unsure", citations=(), hits=HITS, proposals=PROPOSALS)


@pytest.mark.parametrize(
    ("id", "stage", "reason"),
    [
        ("a.txt", "cited", "it is the evidence [1]"),
        ("b.txt", "copy", "it says the same, and is a copy of a.txt: [1]"),
        ("c.txt", "agrees", "it says the same, and other evidence is shown"),
        ("d.txt", "outdone", "it was read, and [1] answers with 60%, this with 20%: “pear”"),
        ("e.txt", "silent", "it was read, and no answer was found in it"),
    ],
)
def test_what_was_read_fell_at_some_step_or_is_cited(id, stage, reason):
    outcome = outcome_of(ANSWERED, PASSAGES[id])
    assert (outcome.stage, outcome.reason) == (stage, reason)
    assert outcome.proposal == next((p for p in PROPOSALS if p.passage is PASSAGES[id]), None)


def test_of_an_abstention_nothing_was_sure_enough():
    outcome = outcome_of(SILENT, PASSAGES["a.txt"])
    assert outcome.stage == "doubted"
    assert outcome.reason == (
        "it was read, and nothing was sure enough: its best answer is “apple” at 60%"
    )


def test_what_was_not_read_has_no_outcome_of_reading():
    (other,) = passages("An apple rose.", "z.txt")
    assert outcome_of(ANSWERED, other) is None
    assert (
        unread(ANSWERED, 7).reason
        == "it was found and not read: it ranks 7, and the first 5 are read"
    )
    assert unread(ANSWERED, 70, found=False).stage == "unfound"


def test_a_long_proposal_is_cut_in_the_reason():
    long = "pear " * 40
    (passage,) = passages(f"{long}fell.", "d.txt")
    hit = Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5,))
    asked = answer(text=None, reason="unsure", citations=(), hits=(hit,),
                   proposals=(AnswerSpan(passage, passage.span, 0.1),))  # fmt: skip
    assert "pear…” at 10%" in outcome_of(asked, passage).reason
