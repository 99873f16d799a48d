from contextlib import ExitStack

import pytest

from index.corpus import Span
from index.errors import SeedError
from index.sources.formats.picture import PagePart
from page.state import page_pictures
from page.state.page_pictures import draw_page, part_of
from tests.index.sources.formats.pdf.files import drawn
from tests.support.toys import article

TWO_PAGES = article("No. It goes on.\nNo. It ends. No.", "a.pdf", pages=(0, 16))


@pytest.fixture
def opened(host):
    return host({"a.pdf": drawn("One.", "Two."), "b.txt": "Three."})


def pdf(opened):
    return opened.assistant.generation.article["a.pdf"]


def test_a_page_of_the_indexed_file_is_drawn(opened):
    picture = draw_page(opened.seeds, pdf(opened), PagePart(2, "Two."))
    assert picture.content[8:12] == b"WEBP" and len(picture.boxes) == 1


def test_a_file_that_has_changed_is_not_drawn(opened, seeds):
    article_before = pdf(opened)
    folder = seeds({"a.pdf": drawn("Something else.")})
    with pytest.raises(SeedError) as caught:
        draw_page(folder, article_before, PagePart(1))
    assert str(caught.value) == (
        "the file 'a.pdf' has changed since it was indexed; expected the file that the text was"
        " read from; run qa index, then open the article again"
    )


def test_no_more_pages_than_there_are_cores_are_drawn_at_once(opened, monkeypatch):
    monkeypatch.setattr(page_pictures, "PATIENCE", 0.01)
    with ExitStack() as drawing:
        for _ in range(page_pictures.AT_ONCE):
            drawing.enter_context(page_pictures._turns)
        with pytest.raises(SeedError, match="other pages are being drawn; expected at most 2"):
            draw_page(opened.seeds, pdf(opened), PagePart(1))
    assert draw_page(opened.seeds, pdf(opened), PagePart(1)).width


@pytest.mark.parametrize("name", ["gone.pdf", "../a.pdf", "/etc/hostname", ".hidden.pdf"])
def test_nothing_but_a_file_of_the_folder_is_opened(opened, name):
    (opened.seeds.parent / "a.pdf").write_bytes(drawn("One."))
    with pytest.raises(SeedError, match="no article file"):
        draw_page(opened.seeds, article("One.", name), PagePart(1))


def test_a_link_out_of_the_folder_is_not_followed(opened, tmp_path):
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(drawn("Secret."))
    (opened.seeds / "link.pdf").symlink_to(outside)
    with pytest.raises(SeedError):
        draw_page(opened.seeds, article("Secret.", "link.pdf"), PagePart(1))


def test_of_a_sentence_the_words_on_the_page_are_looked_for():
    sentence = Span(4, 28)
    assert part_of(TWO_PAGES, 1, sentence) == PagePart(1, "It goes on.")
    assert part_of(TWO_PAGES, 2, sentence) == PagePart(2, "No. It ends.")


def test_the_words_before_a_sentence_that_are_equal_are_counted():
    assert part_of(TWO_PAGES, 2, Span(29, 32)) == PagePart(2, "No.", 1)
    assert part_of(TWO_PAGES, 1, Span(0, 3)) == PagePart(1, "No.", 0)


def test_without_a_sentence_on_the_page_nothing_is_looked_for():
    assert part_of(TWO_PAGES, 1) == PagePart(1)
    assert part_of(TWO_PAGES, 1, Span(20, 28)) == PagePart(1, "")
