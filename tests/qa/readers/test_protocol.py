import pytest

from index.errors import ModelError
from qa.readers.protocol import open_reader
from qa.readers.sentence_reader import SentenceReader
from qa.readers.span_reader import SpanReader


def test_readers_are_opened_by_name():
    assert isinstance(open_reader("sentence"), SentenceReader)
    assert isinstance(open_reader("trained"), SpanReader)
    assert isinstance(open_reader("fast"), SpanReader)


def test_a_reader_that_is_not_here_is_named_with_the_cure():
    with pytest.raises(
        ModelError,
        match=r"^reader 'no/such' is not on this machine; expected a model folder, .*;"
        r" fetch it once .* or unset QA_READER to use the packaged one$",
    ):
        open_reader("no/such")
