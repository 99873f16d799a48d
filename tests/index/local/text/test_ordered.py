import pytest

from index import build, load

FILES = {
    "a.txt": "---\ntitle: First\n---\nOne.\n\nTwo.",
    "b.txt": "---\ntitle: 'The \"title\": a riddle – of sorts'\n---\n"
    'Three. "title": "Second", he read.',
    "c.txt": "---\ntitle: Second\n---\nFour.\n\nFive. Six.\n\nSeven.",
    "d.txt": "---\ntitle: Second\n---\nEight.",
}


@pytest.fixture
def text(seeds, index, embedder):
    build(seeds(FILES), index, embedder=embedder)
    return load(index, embedder=embedder).content.text


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("a.txt", 0),
        ("d.txt", 3),
        ("First", 0),
        ("Second", 2),
        ('The "title": a riddle – of sorts', 1),
        ("second", None),
        ("Sec", None),
        ("", None),
        ("e.txt", None),
    ],
)
def test_an_article_is_found_by_its_id_or_whole_title(text, name, row):
    assert text.article_row(name) == row


def test_the_passages_of_an_article_lie_together(text):
    assert [text.passages_of(row) for row in range(4)] == [
        range(0, 2),
        range(2, 3),
        range(3, 6),
        range(6, 7),
    ]
