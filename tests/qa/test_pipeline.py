from pathlib import Path

import pytest

from index import build, open_embedder
from index.errors import FilterError
from qa import Assistant, Filter, Settings
from qa.answer import AnswerSpan
from qa.readers.protocol import open_reader
from tests.support.toys import SEEDS, ToyEmbedder


def test_answer_is_the_best_supported_sentence_with_its_evidence(assistant):
    answer = assistant.ask("Did the apple hit a stone?", threshold=0.0)
    assert (answer.text, answer.reason) == ("An apple fell on the stone.", None)
    assert answer.citations[0].quote == "An apple fell on the stone."
    assert answer.confidence == answer.citations[0].score
    assert [hit.rank for hit in answer.hits] == [1, 2]
    assert answer.generation == 1


def test_below_the_threshold_there_is_no_answer_but_a_reason(assistant):
    answer = assistant.ask("apple?", threshold=1.0)
    assert (answer.text, answer.citations) == (None, ())
    assert "an answer needs 100%" in answer.reason
    assert answer.hits


def test_no_shared_word_is_a_reason_of_its_own(assistant):
    answer = assistant.ask("Quantum chromodynamics?", threshold=0.9)
    assert answer.reason == "no article shares a word with the question"


def test_a_pronoun_alone_is_not_read_unless_any_answer_is_asked_for(assistant):
    answer = assistant.ask("Who is she?")
    assert answer.reason == "it is not known who or what “she” is; ask with a name in its place"
    assert (answer.confidence, answer.proposals) == (0.0, ()) and answer.hits
    assert assistant.ask("Who is she?", threshold=0.0).text


def test_what_would_have_to_be_counted_or_compared_is_said_not_to_be(assistant):
    answer = assistant.ask("Which is larger, the apple or the river?", threshold=1.0)
    assert answer.reason and answer.reason.endswith("is neither counted nor compared")
    assert answer.hits


def test_an_abstention_of_a_part_of_the_index_says_so(assistant, degraded):
    answer = assistant.ask("Quantum chromodynamics?", threshold=0.9)
    assert not answer.complete
    assert answer.reason == (
        "no article shares a word with the question; a part of the index did not answer"
    )


def test_a_question_is_asked_of_a_part_of_the_articles(assistant, seeds):
    seeds({
        "old/b.txt": "---\ndate: 2023-10-03\nsource: Donga\n---\nAn apple fell on the wall.",
        "new/c.txt": "---\ndate: 2023-11-07\nsource: AP\n---\nThe apple fell in the grass.",
    })  # fmt: skip
    assistant.update()
    question = "Where did the apple fall?"
    for where, text, scope in (
        (Filter.parse(as_of="2023-10"), "An apple fell on the wall.", (1, 3, 1)),
        (Filter(sources=("ap",)), "The apple fell in the grass.", (1, 3, 0)),
        (Filter(within=("a.txt",)), "An apple fell on the stone.", (1, 3, 0)),
    ):
        answer = assistant.ask(question, threshold=0.0, where=where)
        assert (answer.text, answer.where) == (text, where)
        assert (answer.scope.articles, answer.scope.total, answer.scope.undated) == scope
        assert assistant.retrieve(question, where=where) == answer.hits
    for where in (None, Filter()):
        assert assistant.ask(question, threshold=0.0, where=where).scope is None
    with pytest.raises(FilterError, match=r"^no article is left by the filter \(from 2024"):
        assistant.ask(question, where=Filter.parse(after="2024"))


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Assistant:
    index = tmp_path_factory.mktemp("real")
    build(SEEDS, index, embedder=open_embedder())
    return Assistant.open(index, settings=Settings())


def test_real_models_answer_from_the_seed_article(real):
    answer = real.ask("When does Blinken visit Korea?")
    assert "8th" in answer.text and len(answer.text) < 40
    assert (answer.citations[0].sentence.start, answer.citations[0].sentence.end) == (0, 78)
    text = Path(SEEDS / answer.citations[0].article).read_text(encoding="utf-8")
    for citation in answer.citations:
        assert citation.quote == text[citation.span.start : citation.span.end]


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Which foreign minister will Blinken meet?", "Park Jin"),
        ("Who is Mark Jones?", "journalist"),
        ("what anniversary does the alliance celebrate this year", "70th"),
        ("What documentary was screened?", "Beyond Utopia"),
        ("What did Moon Seong-mook say about sanctions?", "difficult to impose"),
    ],
)
def test_real_models_find_the_answer(real, question, held):
    assert held in real.ask(question).text


def test_the_sentence_reader_answers_with_the_sentence(real):
    assistant = Assistant.open(real._index, settings=Settings(reader="sentence"))
    answer = assistant.ask("When does Blinken visit Korea?")
    first = "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th."
    assert answer.text == answer.citations[0].sentence_text == first


def test_one_answer_in_several_articles_has_evidence_from_each(seeds, index, embedder):
    folder = seeds({"a.txt": "The apple fell on Monday.", "b.txt": "On Monday the apple fell.",
                    "c.txt": "The apple was red."})  # fmt: skip
    build(folder, index, embedder=embedder)
    reader = open_reader("trained")
    assistant = Assistant(index, embedder=embedder, reader=reader, settings=Settings())
    answer = assistant.ask("When did the apple fall?", threshold=0.0)
    assert {c.article for c in answer.citations} == {"a.txt", "b.txt"}
    assert all("Monday" in c.quote for c in answer.citations)


def test_evidence_from_copies_is_cited_once(seeds, index, embedder):
    story = (
        "The apple fell on Monday. Farmers of the valley said that they had waited for it since"
        " the spring, when the trees were in bloom and the river was high."
    )
    folder = seeds({
        "a.txt": story,
        "b.txt": f"Valley sees first apple\n\n{story}",
        "c.txt": "On Monday the apple fell, a teacher in the next town remembers.",
    })  # fmt: skip
    build(folder, index, embedder=embedder)
    reader = open_reader("trained")
    assistant = Assistant(index, embedder=embedder, reader=reader, settings=Settings())
    citations = assistant.ask("When did the apple fall?", threshold=0.0).citations
    told = {c.article: set(c.copies) for c in citations}
    assert told in ({"a.txt": {"b.txt"}, "c.txt": set()}, {"b.txt": {"a.txt"}, "c.txt": set()})


class Undecided:
    """A reader that gives two answers the same score."""

    threshold = 0.5

    def load(self):
        pass

    def read(self, question, hits):
        hits = sorted(hits, key=lambda h: h.passage.span)
        return [AnswerSpan(h.passage, h.passage.sentences[0], 0.4) for h in hits]


def test_different_answers_none_of_them_clear_is_a_reason(assistant, index, embedder):
    assistant = Assistant(index, embedder=embedder, reader=Undecided(), settings=Settings())
    assert assistant.ask("apple river?").reason == (
        "several different answers were found, none of them clear:"
        " “An apple fell on the stone.” or “The river rose.”"
    )


@pytest.mark.parametrize(
    "question",
    ["What is the capital of Mongolia?", "How do I bake bread?", "Who won the Super Bowl?"],
)
def test_real_models_abstain_where_the_article_is_silent(real, question):
    answer = real.ask(question)
    assert answer.text is None and answer.reason


def test_embedder_double_is_a_fair_one(real):
    """The toy embedder keeps the protocol that the real one has."""
    for name in ("name", "digest", "max_tokens"):
        assert type(getattr(ToyEmbedder(), name)) is type(getattr(real._embedder, name))
