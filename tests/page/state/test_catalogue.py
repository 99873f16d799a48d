import pytest

from page.state.catalogue import Catalogue, first_line


def test_articles_are_read_once_a_generation(host, seeds):
    opened = host({"a.txt": "An apple fell."})
    shelf = Catalogue(opened)
    assert shelf.listing() is shelf.listing()
    seeds({"b.txt": "A pear fell."})
    opened.update()
    assert [one.id for one in shelf.listing().articles] == ["a.txt", "b.txt"]


def test_of_very_many_the_first_are_listed_and_all_counted(host):
    opened = host({"a.txt": "An apple fell.", "b.txt": "A pear fell."})
    listing = Catalogue(opened, most=1).listing()
    assert [one.id for one in listing.articles] == ["a.txt"] and listing.total == 2


def test_a_record_is_of_its_file(host):
    listing = Catalogue(host({"a.jsonl": '{"id": "x#1", "text": "An apple fell."}'})).listing()
    assert [(one.id, one.file) for one in listing.articles] == [("a.jsonl#x#1", "a.jsonl")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n\n## An apple fell ##\nIt rolled.", "An apple fell"),
        ("---\nAn apple.", "An apple."),
        ("word " * 30, f"{'word ' * 19}word…"),
        ("x" * 200, f"{'x' * 100}…"),
    ],
)
def test_the_first_line_is_short_and_without_marks(text, line):
    assert first_line(text) == line
