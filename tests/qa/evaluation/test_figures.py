import pytest

from index import build
from qa import Assistant, Settings
from qa.evaluation.cases import Case
from qa.evaluation.figures import evaluate
from qa.readers.sentence_reader import SentenceReader

APPLE, RIVER = "An apple fell on the stone.", "The river rose. It was cold."


@pytest.fixture
def assistant(seeds, index, embedder):
    build(seeds({"a.txt": f"{APPLE}\n\n{RIVER}"}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())


def test_figures_of_three_questions(assistant):
    cases = [
        Case("Did an apple hit a stone?", ("An apple fell on the stone",), APPLE),
        Case("river?", ("It was cold",), RIVER),  # the right passage, the wrong sentence
        Case("Quantum chromodynamics?", (), RIVER),
    ]
    figures = evaluate(assistant, cases)
    assert (figures.questions, figures.answerable, figures.gold_found) == (3, 2, 2)
    assert figures.exact == 0.5
    assert figures.f1 == 0.5
    assert figures.recall == {1: 1.0, 5: 1.0, 10: 1.0}
    assert figures.mrr == 1.0
    assert figures.cited == 0.5
    assert figures.right == 0.5
    assert figures.auroc == 1.0
    assert figures.threshold == SentenceReader.threshold
    assert figures.answered == figures.answered_unanswerable == 1.0
    assert figures.squad2_f1 == pytest.approx(0.5 * 2 / 3)
    assert figures.risk[1.0] == pytest.approx(2 / 3)
    assert 0 < figures.p50_ms <= figures.p95_ms


def test_paragraph_that_is_not_indexed_has_no_rank(assistant):
    figures = evaluate(assistant, [Case("apple?", ("pear",), "A pear fell.")])
    assert (figures.answerable, figures.gold_found, figures.cited) == (1, 0, 0.0)
    assert (figures.recall[1], figures.mrr, figures.auroc) == (None, None, None)


def test_without_a_context_any_passage_may_be_cited(assistant):
    assert evaluate(assistant, [Case("apple stone?", ("apple",), None)]).cited == 1.0


def test_gold_answer_longer_than_the_sentence_counts_as_cited(assistant):
    case = Case("Did an apple hit a stone?", (APPLE,), APPLE)
    assert evaluate(assistant, [case]).cited == 1.0


def test_progress_ends_at_the_number_of_questions(assistant):
    seen = []
    evaluate(assistant, [Case("apple?", (), None)] * 2, progress=lambda *p: seen.append(p))
    assert seen == [(0, 2), (1, 2), (2, 2)]
