"""Addresses of web pages, and links that open one at a sentence. Pure.

Owns which addresses can be opened, how they are encoded, and the fragment that names a sentence
(``#:~:text=``). Knows nothing of whether the page is there, or still has the sentence.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

LONGEST_WHOLE = 200  # characters of a sentence that is named whole, and of either end of another
EDGE_WORDS = 6  # of a longer one: so many of its first and of its last words
# Characters with a meaning in an address; whatever else is no letter or digit is encoded.
_RESERVED = "!#$%&'()*+,/:;=?@[]~"
_DIRECTIVE = ":~:"
# The host ends where a browser ends it, and no user is named before it.
_WEB_ADDRESS = re.compile(r"https?://[^/?#\\@\s]+([/?#]|\Z)", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """The address in ASCII; None where it is no address of a web page.

    One that names a user before its host is refused: ``https://paper.example@other.example`` is an
    address of the second.
    """
    if not url or not _WEB_ADDRESS.match(url):
        return None
    try:
        urlsplit(url)
    except ValueError:  # malformed, such as an unclosed bracket
        return None
    return quote(url.encode("utf-8", "replace"), safe=_RESERVED)


def sentence_link(url: str | None, sentence: str) -> str | None:
    """The address of a web page with the fragment that scrolls it to a sentence; None for none.

    A sentence of more than LONGEST_WHOLE characters is named by its first and its last words.
    """
    address = web_address(url)
    directive = _directive(sentence.split())
    if address is None or directive is None:
        return address
    page, _, fragment = address.partition("#")
    return f"{page}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={directive}"


def _directive(words: list[str]) -> str | None:
    """The words as the text that is searched for; None where they are too long, or none."""
    whole = " ".join(words)
    if len(whole) <= LONGEST_WHOLE:
        return _encoded(whole) or None
    ends = [" ".join(words[:EDGE_WORDS]), " ".join(words[-EDGE_WORDS:])]
    if len(words) < 2 * EDGE_WORDS or any(len(end) > LONGEST_WHOLE for end in ends):
        return None
    return ",".join(map(_encoded, ends))


def _encoded(text: str) -> str:
    # A dash beside a comma would mark the text before or after the one that is meant.
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
