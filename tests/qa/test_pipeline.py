from dataclasses import replace
from pathlib import Path

import pytest

from index import build, open_embedder
from index.embedding.packaged import PackagedEmbedder
from index.errors import FilterError, IndexMissingError, ModelError, QuestionError, SettingsError
from qa import Assistant, Filter, Settings
from qa.answer import AnswerSpan
from qa.question import clean_question
from qa.readers.protocol import open_reader
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import SEEDS, ToyEmbedder

APPLES = "An apple fell on the stone.\n\nThe river rose. It was cold."


@pytest.fixture
def assistant(seeds, index, embedder):
    build(seeds({"a.txt": APPLES}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())


def test_answer_is_the_best_supported_sentence_with_its_evidence(assistant):
    answer = assistant.ask("Did the apple hit a stone?", threshold=0.0)
    assert (answer.text, answer.reason) == ("An apple fell on the stone.", None)
    assert answer.citations[0].quote == APPLES[0:27]
    assert answer.confidence == answer.citations[0].score
    assert [hit.rank for hit in answer.hits] == [1, 2]
    assert answer.generation == 1


def test_passages_can_be_retrieved_without_an_answer(assistant):
    hits = assistant.retrieve("Did the apple hit a stone?")
    assert hits == assistant.ask("Did the apple hit a stone?").hits
    assert assistant.retrieve("Did the apple hit a stone?", 1) == hits[:1]


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


def test_a_setting_goes_before_the_readers_threshold(assistant, index, embedder):
    assert assistant.threshold == SentenceReader.threshold
    careful = Settings(threshold=0.9)
    assistant = Assistant(index, embedder=embedder, reader=SentenceReader(), settings=careful)
    assert assistant.threshold == 0.9


def test_a_question_asked_again_is_not_read_again_until_the_index_changes(
    assistant, seeds, embedder, monkeypatch
):
    first = assistant.ask("apple?", threshold=0.0)
    monkeypatch.setattr(embedder, "encode_question", lambda _: pytest.fail("asked again"))
    again = assistant.ask(" apple? ", threshold=0.0)
    assert replace(again, elapsed_ms=0.0) == replace(first, elapsed_ms=0.0)
    assert again.elapsed_ms < first.elapsed_ms
    monkeypatch.undo()
    seeds({"a.txt": "A pear fell."})
    assistant.update()
    assert assistant.ask("apple?", threshold=0.0).text == "A pear fell."


def test_an_answer_of_a_part_of_the_index_is_marked_and_asked_for_again(assistant, degraded):
    answer = assistant.ask("apple?", threshold=0.0)
    assert (answer.text, answer.complete) == ("An apple fell on the stone.", False)
    degraded.undo()
    assert assistant.ask("apple?", threshold=0.0).complete


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


def test_update_is_picked_up_and_embeds_what_is_new(assistant, seeds, embedder):
    seeds({"b.txt": "The queen sat on a throne of stone."})
    embedder.embedded.clear()
    report = assistant.update()
    assert embedder.embedded == ["The queen sat on a throne of stone."]
    assert (report.generation, report.embedded, report.reused) == (2, 1, 2)
    answer = assistant.ask("Who sat on the stone throne?", threshold=0.0)
    assert (answer.generation, answer.citations[0].article) == (2, "b.txt")


def test_an_opened_generation_is_kept_until_refreshed(assistant, seeds, index, embedder):
    build(seeds({"a.txt": "A pear fell."}), index, embedder=embedder)
    assert assistant.ask("apple?", threshold=0.0).generation == 1
    assert assistant.refresh()
    assert assistant.ask("pear?", threshold=0.0).text == "A pear fell."
    assert not assistant.refresh()


@pytest.mark.parametrize(
    ("asked", "cleaned"),
    [
        ("  When\tdid\nit fall? ", "When did it fall?"),
        ("When\x00 did \x1b[31mit fall?", "When did [31mit fall?"),
        ("\u202eWhen\u200b did it fall?\ufeff", "When did it fall?"),
        ("Wo fiel\ud800 er?", "Wo fiel? er?"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_questions_are_cleaned(asked, cleaned):
    assert clean_question(asked, 1000) == cleaned


@pytest.mark.parametrize("question", ["", "  \n ", "\u202e\u200b"])
def test_an_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match=r"^the question is empty; expected .*; ask one"):
        clean_question(question, 1000)


def test_a_question_without_a_word_is_refused():
    with pytest.raises(QuestionError, match=r"^the question '\?!' holds no word; expected"):
        clean_question("?!", 1000)


def test_a_question_that_is_too_long_is_refused():
    with pytest.raises(QuestionError, match="has 100000 characters; expected at most 1000"):
        clean_question("a" * 100_000, 1000)


def test_missing_index_is_said_before_a_model_is_loaded(index, monkeypatch):
    monkeypatch.setattr(PackagedEmbedder, "load", lambda _: pytest.fail("loaded"))
    with pytest.raises(IndexMissingError, match=r"no index in .*; run qa index"):
        Assistant.open(index, settings=Settings())


def test_unknown_reader_is_refused(assistant, index):
    with pytest.raises(ModelError, match="reader 'magic' is not on this machine; expected a model"):
        Assistant.open(index, settings=Settings(reader="magic"))


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


def test_settings_in_the_place_of_an_index_are_refused():
    with pytest.raises(SettingsError, match=r"call Assistant.open\(settings="):
        Assistant.open(Settings())  # type: ignore[arg-type]
