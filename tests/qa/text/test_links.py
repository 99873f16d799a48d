from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.links import EDGE_WORDS, LONGEST_WHOLE, sentence_link, web_address

PAGE = "https://paper.example/2023/a"


@pytest.mark.parametrize(
    ("sentence", "directive"),
    [
        ("An apple fell.", "An%20apple%20fell."),
        ("A well-known one, & more.", "A%20well%2Dknown%20one%2C%20%26%20more."),
        ("“It\n  rained” — 50%.", "%E2%80%9CIt%20rained%E2%80%9D%20%E2%80%94%2050%25."),
        ("비가 왔다.", "%EB%B9%84%EA%B0%80%20%EC%99%94%EB%8B%A4."),
    ],
)
def test_a_sentence_is_named_whole_and_encoded(sentence, directive):
    assert sentence_link(PAGE, sentence) == f"{PAGE}#:~:text={directive}"


def test_a_long_sentence_is_named_by_both_its_ends():
    words = [f"w-{n}" for n in range(100)]
    link = sentence_link(PAGE, " ".join(words))
    start, end = link.removeprefix(f"{PAGE}#:~:text=").split(",")
    assert unquote(start).split() == words[:EDGE_WORDS]
    assert unquote(end).split() == words[-EDGE_WORDS:]
    assert "-" not in start + end


@pytest.mark.parametrize("sentence", ["", " \n", "x" * (LONGEST_WHOLE + 1), "雨" * 300])
def test_what_cannot_be_named_opens_the_page(sentence):
    assert sentence_link(PAGE, sentence) == PAGE


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (f"{PAGE}#part", f"{PAGE}#part:~:text=Rain."),
        (f"{PAGE}#:~:text=old", f"{PAGE}#:~:text=Rain."),
        (f"{PAGE}?q=1&r=a#b:~:text=old", f"{PAGE}?q=1&r=a#b:~:text=Rain."),
    ],
)
def test_a_fragment_is_kept_and_an_older_directive_is_not(url, link):
    assert sentence_link(url, "Rain.") == link


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://paper.example", "HTTP://paper.example"),
        ("https://[::1]:8080/a%20b", "https://[::1]:8080/a%20b"),
        ("https://paper.example/a b\"<c>`{d}\\e", "https://paper.example/a%20b%22%3Cc%3E%60%7Bd%7D%5Ce"),
        ("https://paper.example/é\u202e", "https://paper.example/%C3%A9%E2%80%AE"),
        ("https://paper.example/\ud800", "https://paper.example/?"),
    ],
)  # fmt: skip
def test_an_address_is_ascii_that_needs_no_quotes(url, address):
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "paper.example/a",
        "//paper.example/a",
        "ftp://paper.example/a",
        "javascript:alert(1)",
        "javascript://paper.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        " https://paper.example",
        "https:paper.example",
        "https:///a",
        "https://paper.example@other.example/",
        "https://paper.example\\@other.example/",
        "https://pa per.example/",
        "https://[::1/",
    ],
)
def test_other_addresses_are_not_opened(url):
    assert web_address(url) is None and sentence_link(url, "An apple fell.") is None


@given(st.text(), st.text(max_size=300))
def test_a_link_opens_the_host_of_its_address_and_nothing_else(path, sentence):
    link = sentence_link(f"https://paper.example/{path}", sentence)
    if link is not None:
        assert link.isascii() and not set(link) & set(' "<>`{}\\\n')
        assert urlsplit(link).netloc == "paper.example"
