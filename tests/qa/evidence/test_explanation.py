import pytest

from index import build, open_embedder
from index.errors import QuestionError
from qa import Assistant, Filter, Settings
from qa.evidence.explanation import explain, rank_passage
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import SEED, SEEDS, ToyEmbedder

FILES = {
    "a.txt": "---\ntitle: Falling fruit\n---\n"
    "An apple fell on the stone.\n\nThe river rose. It was cold.",
    "b.txt": "\n\n".join(f"A pear fell in {year}." for year in range(1990, 2000)),
    "c.txt": "Nothing of note happened that day at all. Not even rain.",
}
QUESTION = "Did the apple hit a stone?"


@pytest.fixture
def assistant(seeds, index, embedder):
    build(seeds(FILES), index, embedder=embedder)
    settings = Settings(top_k=2, candidates=4, threshold=0.0, citations=1)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)


def test_read_passages_come_first_then_the_deeper_ones(assistant):
    answer = assistant.ask(QUESTION)
    explained = explain(answer, assistant.retrieve(QUESTION, 4))
    assert [e.hit.rank for e in explained] == [1, 2, 3, 4]
    assert [e.stage for e in explained] == ["cited", "outdone", "unread", "unread"]
    first, _, third, _ = explained
    assert first.proposal == answer.proposals[0]
    assert first.best_sentence == max(first.hit.sentences)
    assert third.reason == "it was found and not read: it ranks 3, and the first 2 are read"
    assert [e.hit for e in explain(answer)] == list(answer.hits)


@pytest.mark.parametrize("name", ["a.txt", "Falling fruit"])
def test_an_article_stands_where_its_best_passage_does(assistant, name):
    found = rank_passage(assistant, QUESTION, name)
    assert found.passage.text == "An apple fell on the stone."
    assert (found.rank, found.of, found.sentence, found.stage) == (1, 13, None, "cited")
    (hit, _) = assistant.ask(QUESTION).hits
    assert (found.score, found.dense, found.lexical) == (hit.score, hit.dense, hit.lexical)
    assert found.best_sentence == max(hit.sentences)


@pytest.mark.parametrize(
    "text",
    ["It was cold.", "  It\nwas cold. ", "The river rose. It was cold.", "It was very cold."],
)
def test_a_sentence_is_found_exact_or_nearly_so(assistant, text):
    found = rank_passage(assistant, "Was it cold?", text)
    assert found.passage.text == "The river rose. It was cold."
    assert found.sentence in found.passage.sentences


@pytest.mark.parametrize("text", ["Café", "Cafe\u0301", "Le café ferme.", "Le cafe\u0301 ferme."])
def test_what_is_named_may_have_its_accents_in_any_form(seeds, index, embedder, text):
    build(
        seeds({"a.txt": "---\ntitle: Cafe\u0301\n---\nLe cafe\u0301 ferme."}),
        index,
        embedder=embedder,
    )
    settings = Settings(top_k=2, threshold=0.0)
    assistant = Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)
    assert rank_passage(assistant, "When?", text).passage.text == "Le cafe\u0301 ferme."


def test_what_no_search_finds_has_a_place_all_the_same(assistant):
    found = rank_passage(assistant, QUESTION, "c.txt")
    assert (found.stage, found.proposal) == ("unfound", None)
    assert (
        found.reason
        == f"no search found it near the question: of all passages it ranks {found.rank}"
    )
    assert 2 < found.rank <= found.of == 13


@pytest.mark.parametrize("text", ["Quite another sentence of no article.", "", "?"])
def test_what_is_in_no_article_is_said(assistant, text):
    with pytest.raises(
        QuestionError, match=r"nothing in the articles is like .*; expected .*; paste"
    ):
        rank_passage(assistant, QUESTION, text)


def test_scores_are_those_of_retrieval_and_ranks_no_better(assistant):
    for hit in assistant.retrieve(QUESTION, 13):
        sentence = hit.passage.sentences[0].of(hit.passage.article.text)
        found = rank_passage(assistant, QUESTION, sentence)
        assert (found.passage, found.score) == (hit.passage, hit.score)
        assert found.rank >= hit.rank  # what ties with it may be no candidate


def test_a_rank_under_a_filter_is_among_what_it_leaves(assistant):
    where = Filter(within=("b.txt",))
    found = rank_passage(assistant, QUESTION, "A pear fell in 1995.", where=where)
    assert 1 <= found.rank <= found.of == 10
    with pytest.raises(QuestionError, match=r"^'a.txt' is left out by the filter; .*: in b.txt;"):
        rank_passage(assistant, QUESTION, "Falling fruit", where=where)


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Assistant:
    index = tmp_path_factory.mktemp("real")
    build(SEEDS, index, embedder=open_embedder())
    return Assistant.open(index, settings=Settings())


def test_the_real_sentence_of_the_seed_article_is_placed(real):
    question = "When does Blinken visit Korea?"
    found = rank_passage(real, question, "Tony Blinken visits Korea on the afternoon of the 8th.")
    assert (found.rank, found.of, found.stage) == (1, 16, "cited")
    assert (found.sentence.start, found.sentence.end) == (0, 78)
    assert rank_passage(real, question, SEED).passage == found.passage
    assert found.proposal.score == real.ask(question).confidence


def test_explaining_reads_nothing_anew(assistant, embedder: ToyEmbedder):
    answer = assistant.ask(QUESTION)
    embedder.embedded.clear()
    assert explain(answer) and not embedder.embedded
