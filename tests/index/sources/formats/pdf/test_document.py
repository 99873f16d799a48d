import pytest

from index.errors import SeedError
from index.sources.formats.draft import Origin
from index.sources.formats.pdf.document import opened
from tests.index.sources.formats.pdf.files import drawn


def test_a_document_is_open_within_its_context():
    with opened(b"junk" + drawn("One.", "Two."), Origin("a.pdf")) as pdf:
        assert len(pdf) == 2


def test_what_goes_wrong_while_it_is_open_is_told_in_one_line():
    with (
        pytest.raises(SeedError, match=r"seed 'a.pdf' cannot be read as a PDF \(ValueError: odd\)"),
        opened(drawn("One."), Origin("a.pdf")),
    ):
        raise ValueError("odd")
