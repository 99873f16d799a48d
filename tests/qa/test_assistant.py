from dataclasses import replace

import pytest

from index import build
from index.embedding.packaged import PackagedEmbedder
from index.errors import IndexMissingError, ModelError, SettingsError
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader


def test_passages_can_be_retrieved_without_an_answer(assistant):
    hits = assistant.retrieve("Did the apple hit a stone?")
    assert hits == assistant.ask("Did the apple hit a stone?").hits
    assert assistant.retrieve("Did the apple hit a stone?", 1) == hits[:1]


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


def test_missing_index_is_said_before_a_model_is_loaded(index, monkeypatch):
    monkeypatch.setattr(PackagedEmbedder, "load", lambda _: pytest.fail("loaded"))
    with pytest.raises(IndexMissingError, match=r"no index in .*; run qa index"):
        Assistant.open(index, settings=Settings())


def test_unknown_reader_is_refused(assistant, index):
    with pytest.raises(ModelError, match="reader 'magic' is not on this machine; expected a model"):
        Assistant.open(index, settings=Settings(reader="magic"))


def test_settings_in_the_place_of_an_index_are_refused():
    with pytest.raises(SettingsError, match=r"call Assistant.open\(settings="):
        Assistant.open(Settings())  # type: ignore[arg-type]
