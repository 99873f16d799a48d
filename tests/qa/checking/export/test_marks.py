from index.sources.paragraphs import split_paragraphs
from qa.checking.export.marks import paragraphs_of
from tests.qa.checking.export.samples import TEXT


def test_the_pieces_of_a_paragraph_are_its_text(checked):
    shown = [
        "".join(text for piece in paragraph for text, _ in piece.parts)
        for paragraph in paragraphs_of(checked)
    ]
    assert shown == [span.of(TEXT) for span in split_paragraphs(TEXT)]


def test_what_is_wrong_is_marked_in_its_sentence(checked):
    pieces = [piece for paragraph in paragraphs_of(checked) for piece in paragraph]
    assert [piece.number for piece in pieces if piece.checked] == [1, 2, 3, 4]
    wrong = [(p.number, text) for p in pieces for text, is_wrong in p.parts if is_wrong]
    assert wrong == [(1, "9 May"), (3, "The apple fell on the old stone.")]
    assert all(piece.number is None for piece in pieces if piece.checked is None)
