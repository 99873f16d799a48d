"""Changes of the text of an exported file."""

import json
import random
import unicodedata

from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded_in, standalone
from tests.system.forgeries.exports import LOOK_ALIKE, World, export


def forged_text(dice: random.Random, kind: str, world: World) -> str | None:
    """An export whose text was changed; None where what it says is the same."""
    form = dice.choice(world.lines if kind == "line" else world.forms)
    text = standalone(form) if kind == "line" else export(kind, form)
    forged = dice.choice(TEXTS)(dice, text)
    return forged if forged != text and not _is_restated(kind, text, forged) else None


def _is_restated(kind: str, text: str, forged: str) -> bool:
    """True if nothing differs but what is only stated, or a file holds the same answer twice."""
    if kind == "line" and forged == 2 * text:
        return True
    try:
        ((one, shown), (other, forged_shown)) = (_taken_apart(kind, t) for t in (text, forged))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return one == other and shown == forged_shown


def _taken_apart(kind: str, text: str) -> tuple[object, str]:
    """The content of a file that can be proved, and what the file shows beside its data."""
    if kind in ("JSON", "line"):
        form, shown = json.loads(text), ""
    else:
        pair = [side[kind == "Markdown"] for side in (OPENINGS, CLOSINGS)]
        ((form,), shown) = embedded_in(text, *pair), text.split(pair[0])[0]
    cited = [
        {k: v for k, v in c.items() if k not in ("score", "copies")} for c in form["citations"]
    ]
    return (form["answer"], form["reason"], cited), shown


def _exchanged(dice: random.Random, text: str, table: dict[str, str]) -> str:
    places = [i for i, c in enumerate(text) if c in table]
    at = dice.choice(places) if places else 0
    return text[:at] + table.get(text[at], text[at]) + text[at + 1 :]


def look_alike(dice: random.Random, text: str) -> str:
    return _exchanged(dice, text, LOOK_ALIKE)


def full_width(dice: random.Random, text: str) -> str:
    return _exchanged(dice, text, {chr(c): chr(c + 0xFEE0) for c in range(33, 127)})


def inserted(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    made = [*"\u200b\u202e\u2066\u00ad\ufeff \n\t\r\0", "<!---->", "<b>not</b>", "<!-- x -->"]
    return text[:at] + dice.choice(made) + text[at:]


def removed(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + dice.randrange(1, 30) :]


def normalised(dice: random.Random, text: str) -> str:
    return unicodedata.normalize(dice.choice(("NFC", "NFD", "NFKC", "NFKD")), text)


def doubled(dice: random.Random, text: str) -> str:
    """A line again, elsewhere."""
    lines = text.splitlines(keepends=True)
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(lines))
    return "".join(lines)


def lines_exchanged(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    a, b = (dice.randrange(len(lines)) for _ in range(2))
    lines[a], lines[b] = lines[b], lines[a]
    return "".join(lines)


def key_again(dice: random.Random, text: str) -> str:
    key = dice.choice(('"answer": "', '"quote": "', '"article": "', '"sentence": "'))
    return text.replace(key, f'{key}x", {key}', 1)


AROUND = [
    *((x, "") for x in ("\ufeff", " ", "Verified.\n", "[")),
    *(("", x) for x in ("\n", " ", "\nVerified.", "]", "{}", "\0")),
]


def wrapped(dice: random.Random, text: str) -> str:
    before, behind = dice.choice(AROUND)
    return before + text + behind


TEXTS = (look_alike, full_width, inserted, removed, normalised, doubled, lines_exchanged, key_again,
         wrapped)  # fmt: skip
