from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evidence.bibliography.works import works_of
from tests.qa.test_answer import citation

SAID = citation(
    article="news/Blinken visits.txt", title="Blinken visits", source="Daily", author="Ann Author",
    published=date(2023, 11, 7), url="https://daily.example/a b", page=2, paragraph=5,
)  # fmt: skip


def test_an_article_is_an_entry_with_what_is_known_of_it():
    (work,) = works_of([SAID])
    assert (work.key, work.kind, work.title) == ("blinken-visits", "newspaper", "Blinken visits")
    assert (work.authors, work.source) == (("Ann Author",), "Daily")
    assert (work.published, work.url) == (date(2023, 11, 7), "https://daily.example/a%20b")
    assert work.notes == ("Page 2, paragraph 5: “An apple fell.”",)


def test_each_article_is_one_entry_with_all_that_is_cited_of_it():
    second = replace(SAID, number=3, paragraph=9, page=None)
    other = citation(number=2, article="b.txt")
    first, last = works_of([SAID, other, second, SAID])
    assert first.notes == (
        "Page 2, paragraph 5: “An apple fell.”",
        "Paragraph 9: “An apple fell.”",
    )
    assert (last.key, last.title, last.kind) == ("b", "b.txt", "document")


@pytest.mark.parametrize(
    ("url", "kind"),
    [("https://x.example", "webpage"), ("ftp://x.example", "document"), (None, "document")],
)
def test_an_article_of_no_newspaper_is_a_page_or_a_document(url, kind):
    (work,) = works_of([replace(SAID, source=None, url=url)])
    assert work.kind == kind and (work.url is None) == (kind == "document")


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Ann Author", ["Ann Author"]),
        ("Ann Author, Bob C. Writer", ["Ann Author", "Bob C. Writer"]),
        ("Ann Author and Bob Writer", ["Ann Author", "Bob Writer"]),
        ("Ann Author; Bob Writer", ["Ann Author", "Bob Writer"]),
        ("Author, Ann", ["Author, Ann"]),
        ("Martin King, Jr.", ["Martin King, Jr."]),
        ("Reuters", ["Reuters"]),
        (None, []),
    ],
)
def test_names_are_taken_apart_where_each_is_whole(stated, names):
    (work,) = works_of([replace(SAID, author=stated)])
    assert list(work.authors) == names


@pytest.mark.parametrize(
    ("article", "key"),
    [
        ("a/Café d'Or.html", "cafe-d-or"),
        ("news.json#ferry", "news-ferry"),
        ("서울.txt", "article"),
        (".txt", "txt"),
        ("README", "readme"),
    ],
)
def test_a_key_is_the_name_of_the_file_in_ascii(article, key):
    (work,) = works_of([replace(SAID, article=article)])
    assert work.key == key


@given(st.lists(st.text(min_size=1), max_size=20))
def test_keys_are_unique_and_plain(articles):
    works = list(works_of([replace(SAID, article=article) for article in [*articles, "a", "a-2"]]))
    keys = [work.key for work in works]
    assert len(set(keys)) == len(keys) == len({*articles, "a", "a-2"})
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in keys)


def test_no_text_has_a_second_line():
    (work,) = works_of([replace(SAID, title="a\nER  - \x1b", sentence_text="An apple\n\nTY  - x")])
    assert work.title == "a ER - \ufffd" and work.notes == (
        "Page 2, paragraph 5: “An apple TY - x”",
    )
