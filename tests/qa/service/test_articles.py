from collections.abc import Collection
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AnyUrl

from index.errors import ArgumentError
from qa.service import articles
from qa.service.articles import byline, facts_of, list_articles, read_article, uri_of
from tests.support.toys import article

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=20
).filter(lambda name: name not in (".", ".."))
IDS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def opened(*found, generation=1):
    return SimpleNamespace(
        manifest=SimpleNamespace(generation=generation),
        content=SimpleNamespace(articles=found),
        article={one.id: one for one in found},
    )


@given(IDS)
def test_every_article_is_found_by_its_address_as_a_client_sends_it(id):
    one = article("An apple fell.", id)
    assert read_article(opened(one), str(AnyUrl(uri_of(id)))) is one


def test_an_address_is_percent_encoded_but_for_slashes():
    assert uri_of("news/a b#2.json") == "article:///news/a%20b%232.json"


@pytest.mark.parametrize(
    "uri", ["article:///b.txt", "article:///", "article://a.txt", "a.txt", "file:///a.txt",
            "article:///../a.txt", "article:///%2e%2e/a.txt", "x" * 100_000]
)  # fmt: skip
def test_any_other_address_is_refused_in_one_line(uri):
    with pytest.raises(ArgumentError, match=r"no article at '.*; expected article:///") as refused:
        read_article(opened(article("An apple fell.")), uri)
    assert len(str(refused.value)) < 400


class Unindexed(Collection):
    """Articles as a server has them, which cannot be reached by their number."""

    def __init__(self, found):
        self._found = found

    def __len__(self):
        return len(self._found)

    def __iter__(self):
        return iter(self._found)

    def __contains__(self, one):
        return one in self._found


@pytest.mark.parametrize("kind", [tuple, Unindexed])
def test_the_pages_of_a_list_hold_every_article_once(kind, monkeypatch):
    monkeypatch.setattr(articles, "PAGE_LENGTH", 3)
    all_of_them = [article("An apple fell.", f"{n}.txt") for n in range(7)]
    there = opened(*all_of_them)
    there.content.articles = kind(all_of_them)
    found, cursors = [], [None]
    while len(cursors) == 1 or cursors[-1]:
        page = list_articles(there, cursors[-1])
        found += page.articles
        cursors.append(page.cursor)
    assert found == all_of_them and cursors == [None, "1-3", "1-6", None]


@pytest.mark.parametrize("cursor", ["1-3", "", "x", "2--3", "2-" + "9" * 100, "2-3\n"])
def test_a_cursor_of_another_generation_is_refused(cursor):
    with pytest.raises(ArgumentError, match="expected one of generation 2 of the index; list aga"):
        list_articles(opened(article("An apple fell."), generation=2), cursor)


def test_a_cursor_behind_the_end_gives_an_empty_page():
    page = list_articles(opened(article("An apple fell.")), "1-900")
    assert (page.articles, page.cursor) == ((), None)


def test_facts_are_those_that_the_file_states():
    one = article("An apple fell.", title="Apples", source="Daily")
    assert byline(one) == "Apples · Daily" and byline(article("It fell.")) == "a.txt"
    facts = facts_of(one)
    assert (facts["article"], facts["title"], facts["published"]) == ("a.txt", "Apples", None)
    assert (facts["digest"], facts["characters"]) == (one.digest, 14)
