import pytest

from index import build
from index.errors import IndexMissingError, TextError
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from qa.service.newest import LONGEST_TEXT, NewestAssistant


@pytest.fixture
def newest(index, embedder):
    def opener(location, settings):
        return Assistant(location, embedder=embedder, reader=SentenceReader(), settings=settings)

    return NewestAssistant(Settings(index=str(index), threshold=0.0), opener=opener)


def test_an_index_is_opened_once_there_is_one_and_its_newest_generation_answers(
    newest, seeds, index, embedder
):
    assert not newest.has_index
    with pytest.raises(IndexMissingError, match="no index in"):
        _ = newest.assistant
    build(seeds({"a.txt": "An apple fell."}), index, embedder=embedder)
    opened = newest.assistant
    assert opened.ask("apple").text == "An apple fell."
    build(seeds({"a.txt": "An apple rose."}), index, embedder=embedder)
    assert newest.assistant is opened
    assert opened.ask("apple").text == "An apple rose."


def test_a_text_that_takes_too_long_is_refused(newest, seeds, index, embedder):
    build(seeds({"a.txt": "An apple fell."}), index, embedder=embedder)
    with pytest.raises(TextError, match="20,000"):
        newest.check_text("It fell. " * LONGEST_TEXT)
