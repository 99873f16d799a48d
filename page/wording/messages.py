"""Messages of the index and the assistant, which are in English, in the language of a wording.

Owns how a message is recognised: by its parts, each of which is a key of ``Wording.messages``, with
places such as ``{file}`` for what differs. A message with one part that is not there is not known,
and stays English as a whole. Knows nothing of when a message is given.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from page.wording.wording import Wording

# What a place holds, by its name: what Python quotes, what stands in quotation marks, a message of
# its own, several of these; any words where the name is another.
NAMES = frozenset(("file", "folder", "name", "text", "place"))
QUOTES = frozenset(("quote", "other"))
MESSAGE, MESSAGES = "what", "changes"
CONTROLS = ("build", "update")  # of the page, which the texts name
_PLACE = re.compile(r"\\\{(\w+)\\\}")  # in a pattern that is escaped
_FORMS = {
    **dict.fromkeys(NAMES, r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""),
    **dict.fromkeys(QUOTES, "“.*?”"),
}


def error_in(message: str, say: Wording) -> str | None:
    """An error, ``<found>; expected <expected>; <cure>``; None for one that is not known."""
    whole = message_in(message, say)
    if whole is not None:
        return whole
    for found, rest in _cuts(message, "; expected "):
        for expected, cure in _cuts(rest, "; "):
            parts = {"found": found, "expected": expected, "cure": cure}
            said = {name: message_in(part, say) for name, part in parts.items()}
            if None not in said.values():
                return say("format.error", **{name: part or "" for name, part in said.items()})
    return None


def message_in(message: str, say: Wording) -> str | None:
    """One message, or a part of one; None for one that is not known."""
    for pattern, text in _patterns(tuple(say.messages.items())):
        found = pattern.fullmatch(message)
        if found is None:
            continue
        places = {name: _filled(name, words, say) for name, words in found.groupdict().items()}
        if None not in places.values():
            return text.format(**places, **{name: say(f"index.{name}") for name in CONTROLS})
    return None


def localised(words: str, say: Wording) -> str:
    """Words with the quotation marks, the numbers and the “or” of the language."""
    words = words.replace("” or “", f"”{say('format.or')}“")
    words = re.sub("“([^”]*)”", lambda quote: say.quoted(quote[1]), words)
    if re.fullmatch(r"\d{1,3}(,\d{3})*", words):
        return words.replace(",", say.thousands)
    return say.percent(int(words[:-1]) / 100) if re.fullmatch(r"\d+%", words) else words


def _filled(name: str, words: str, say: Wording) -> str | None:
    """The text at a place; None where it is a message that is not known."""
    if name in NAMES:
        return say.quoted(str(ast.literal_eval(words)))
    if name == MESSAGE:
        return message_in(words, say)
    if name == MESSAGES:
        said = [message_in(one, say) for one in words.split("; ")]
        return None if None in said else "; ".join(filter(None, said))
    return localised(words, say)


def _cuts(message: str, mark: str) -> Iterator[tuple[str, str]]:
    """The texts before and after the mark, at each of its places."""
    for at in re.finditer(re.escape(mark), message):
        yield message[: at.start()], message[at.end() :]


@cache
def _patterns(messages: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The pattern of each message in English, and its text."""
    return tuple((_pattern(english), text) for english, text in messages)


def _pattern(english: str) -> re.Pattern[str]:
    def place(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{_FORMS.get(found[1], '.+?')})"

    return re.compile(_PLACE.sub(place, re.escape(english)), re.DOTALL)
