from index.corpus import Span
from qa.commands.output.proof import proof_to_dict, proof_to_lines
from qa.evidence.export.data import to_export_data
from qa.evidence.export.exported import parse_answer
from qa.evidence.proof import CheckedClaim, Proof
from qa.evidence.verification import Verdict
from tests.qa.test_answer import answer

(CLAIM,) = parse_answer(to_export_data(answer()), "here").claims
TRUE = Verdict("verified", "the file says so")
MOVED = Verdict("changed", "the file has changed", Span(5, 10), "The apple\x1b fell.")


SAID = (
    "stated             and not provable by articles: question, confidence, scores, hits, copies,"
    " generation"
)


def test_an_abstention_is_unproved():
    found = Proof(1, (), faithful=True, unanswered=("Who\x1b?",))
    assert list(proof_to_lines(found)) == [
        "unproved           “Who\ufffd?” is not answered: articles prove what they say, and"
        " never that they do not answer",
        SAID,
        "quotes that match their file: 0 of 0, in 1 answer",
    ]
    assert proof_to_dict(found)["unanswered"] == ["Who\x1b?"] and not found.holds


def test_a_proof_is_a_line_a_citation_and_the_count():
    found = Proof(
        1, (CheckedClaim("Q?", CLAIM, TRUE), CheckedClaim("Q?", CLAIM, MOVED)), faithful=True
    )
    assert list(proof_to_lines(found)) == [
        "quote matches file [1] a.txt, 3-8 “apple”",
        "changed            [1] a.txt, 3-8 “apple”: the file has changed",
        SAID,
        "quotes that match their file: 1 of 2, in 1 answer",
    ]


def test_a_file_that_shows_something_else_has_a_line_of_its_own():
    lines = list(proof_to_lines(Proof(1, (), faithful=False)))
    assert lines == [
        "forged             the file differs from the export of its data, or another version wrote"
        " it",
        SAID,
        "quotes that match their file: 0 of 0, in 1 answer",
    ]


def test_a_proof_as_json():
    form = proof_to_dict(Proof(1, (CheckedClaim("Q?", CLAIM, MOVED),), faithful=True))
    assert form == {
        "answers": 1,
        "faithful": True,
        "holds": False,
        "stated": ["question", "confidence", "scores", "hits", "copies", "generation"],
        "refuted": [],
        "unanswered": [],
        "citations": [
            {
                "question": "Q?",
                "number": 1,
                "article": "a.txt",
                "start": 3,
                "end": 8,
                "quote": "apple",
                "state": "changed",
                "reason": "the file has changed",
                "now_start": 5,
                "now_end": 10,
                "now": "The apple\x1b fell.",
            }
        ],
    }
    (cited,) = proof_to_dict(Proof(1, (CheckedClaim("Q?", CLAIM, TRUE),), faithful=True))[
        "citations"
    ]
    assert (cited["now_start"], cited["now_end"], cited["now"]) == (None, None, None)
