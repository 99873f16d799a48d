import codecs

import pytest

from index.sources.formats.alphabets import COMMON_HANZI, INCONCLUSIVE, LEGACY, SINGLE_BYTE


@pytest.mark.parametrize("encoding", sorted(SINGLE_BYTE))
def test_each_encoding_can_write_most_letters_of_one_of_its_languages(encoding):
    def share(alphabet: str) -> float:
        return len(alphabet.encode(encoding, "ignore")) / len(alphabet)

    assert max(map(share, SINGLE_BYTE[encoding])) > 0.8


def test_legacy_encodings_are_among_those_that_are_tried():
    assert SINGLE_BYTE.keys() > LEGACY
    assert all(codecs.lookup(name).name for name in SINGLE_BYTE)


def test_inconclusive_alphabets_are_those_of_western_encodings():
    assert set(SINGLE_BYTE["cp1252"]) > INCONCLUSIVE


def test_common_characters_are_all_chinese():
    assert all("\u4e00" <= character <= "\u9fff" for character in COMMON_HANZI)
