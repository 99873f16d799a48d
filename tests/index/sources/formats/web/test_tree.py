from __future__ import annotations

from index.sources.formats.web.tree import page_of, parse


def page(html):
    return page_of(parse(html))


def tags(page):
    return [element.tag for element in page.elements]


def test_elements_stand_in_the_order_in_which_they_open():
    found = page("<html><body><div><p>One</p></div><p>Two</p></body></html>")
    assert tags(found) == ["html", "body", "div", "p", "p"]
    assert found.parents == [-1, 0, 1, 2, 1]
    assert found.ends == [5, 5, 4, 4, 5]


def test_text_counts_where_it_stands():
    found = page("<html><body><p>One <b>two</b>  three </p><script>four</script></body></html>")
    assert dict(zip(tags(found), found.own, strict=True)) == {
        "html": 0,
        "body": 0,
        "p": len("One") + len("three"),
        "b": len("two"),
        "script": 0,
    }
    assert found.inside(found.own)[0] == len("Onetwothree")


def test_what_is_in_what_is_left_out_is_not_kept():
    found = page("<html><body><div><p>One</p></div><p>Two</p></body></html>")
    assert found.kept({2: "why"}) == [True, True, False, False, True]
    assert found.inside_any([2]) == [False, False, True, True, False]


def test_comments_and_instructions_are_not_there():
    found = page("<html><body><p>One<!-- two --> three<?php four ?></p></body></html>")
    assert tags(found) == ["html", "body", "p"]
    assert found.text(2) == "One three"


def test_no_level_is_too_deep():
    found = page("<html><body>" + "<div>" * 50_000 + "deep")
    assert found.ends[0] == 50_002
    assert found.text(0) == "deep"


def test_an_empty_page_has_no_root():
    assert parse("") is None
