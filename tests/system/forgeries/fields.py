"""Changes of an export's data, written by our own code, as the most careful forger would. Each says
what it did, or None where it could do nothing.
"""

import json
import random
import unicodedata

from index.errors import ExportError
from qa.evidence.export.data import standalone
from qa.text.links import sentence_link
from tests.system.forgeries.exports import LOOK_ALIKE, Form, World, export

PROVED = ("article", "title", "source", "published", "digest", "quote", "sentence", "passage",
          "url", "author", "link")  # fmt: skip


def forged_fields(dice: random.Random, kind: str, world: World) -> tuple[str, str] | None:
    """The name of a change, and the export with it; None if nothing was changed or is written."""
    forms = world.lines if kind == "line" else world.forms
    form = json.loads(json.dumps(dice.choice(forms)))
    what = dice.choice(FIELDS)(dice, form, world)
    if what is None or form in forms:
        return None
    try:
        return what, standalone(form) if kind == "line" else export(kind, form)
    except (ExportError, IndexError):
        return None  # our own code refuses to write it


def _cited(dice: random.Random, form: Form) -> Form:
    return dice.choice(form["citations"])  # type: ignore[no-any-return]


def _spelled(dice: random.Random, text: str) -> str:
    """The text with one character exchanged, added or taken away."""
    at = dice.randrange(len(text) + 1)
    made = dice.choice("\u200b\u00ad\u202e\u2066\ufeff \u00a0\n.0x")
    choices = [
        text[:at] + made + text[at:],
        text[:at] + text[at + 1 :],
        "".join(LOOK_ALIKE.get(c, c) for c in text),
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        unicodedata.normalize("NFD", text),
        unicodedata.normalize("NFC", text),
        text.swapcase(),
        text[::-1],
    ]
    return dice.choice(choices)


def respell(dice: random.Random, form: Form, world: World) -> str | None:
    cited = _cited(dice, form)
    key = dice.choice([k for k in PROVED if k in cited])
    old = cited[key]
    cited[key] = _spelled(dice, old) if isinstance(old, str) else "Daily Planet"
    if key == "quote" and cited is form["citations"][0]:
        form["answer"] = cited[key]
    return key if cited[key] != old else None


def answer(dice: random.Random, form: Form, world: World) -> str | None:
    form["answer"] = dice.choice([_spelled(dice, form["answer"]), "yes", ""])
    return "answer" if form["answer"] != form["citations"][0]["quote"] else None


def offsets(dice: random.Random, form: Form, world: World) -> str:
    cited = _cited(dice, form)
    key = dice.choice([k for k in cited if k.endswith(("start", "end"))])
    cited[key] = max(0, cited[key] + dice.choice((-50, -7, -1, 1, 7, 50)))
    return key


def moved(dice: random.Random, form: Form, world: World) -> str | None:
    """A boundary of sentence or passage moved, the text cut out of the article as it is."""
    cited = _cited(dice, form)
    name = dice.choice(("sentence", "passage") if "passage" in cited else ("sentence",))
    text = world.article(cited["article"]).text
    start, end = cited[f"{name}_start"], cited[f"{name}_end"]
    if dice.random() < 0.5:
        start = dice.randrange(max(0, start - 60), cited["start"] + 1)
    else:
        end = dice.randrange(cited["end"], min(len(text), end + 60) + 1)
    if (start, end) == (cited[f"{name}_start"], cited[f"{name}_end"]):
        return None
    cited |= {f"{name}_start": start, f"{name}_end": end, name: text[start:end]}
    return f"{name} moved"


def cut(dice: random.Random, form: Form, world: World) -> str | None:
    """A quote that begins or ends inside a word or a number of its sentence."""
    cited = _cited(dice, form)
    sentence = cited["sentence"]
    inside = [i for i in range(1, len(sentence)) if sentence[i - 1 : i + 1].isalnum()]
    at = dice.choice(inside)
    start, end = dice.choice(((at, len(sentence)), (0, at)))
    quote, offset = sentence[start:end], cited["sentence_start"]
    cited |= {"quote": quote, "start": offset + start, "end": offset + end}
    if cited is form["citations"][0]:
        form["answer"] = quote
    return "a word is cut"


def swapped(dice: random.Random, form: Form, world: World) -> str | None:
    """Put the words of one article into the mouth of another."""
    cited, other = _cited(dice, form), _cited(dice, dice.choice(world.forms))
    keys = dice.choice((("article",), ("article", "digest"), ("digest",), ("title", "source")))
    if all(cited[key] == other[key] for key in keys):
        return None
    cited |= {key: other[key] for key in keys}
    return f"swapped {keys}"


def joined(dice: random.Random, form: Form, world: World) -> str:
    """The subject of one sentence and the predicate of the next, as one."""
    cited = _cited(dice, form)
    words = world.article(cited["article"]).text.split()
    made = " ".join([*words[: dice.randrange(1, 4)], *words[-dice.randrange(1, 4) :]])
    start = cited["sentence_start"]
    cited |= {"quote": made, "sentence": made, "start": start, "end": start + len(made)}
    cited["sentence_end"] = start + len(made)
    if cited is form["citations"][0]:
        form["answer"] = made
    return "joined"


def silenced(dice: random.Random, form: Form, world: World) -> str:
    reason = dice.choice(("nothing near the question was found", "the mayor stole"))
    form |= {"answer": None, "reason": reason, "citations": []}
    return "abstention"


def elsewhere(dice: random.Random, form: Form, world: World) -> str:
    cited = _cited(dice, form)
    name = cited["article"]
    made = (f"./{name}", f"../seeds/{name}", f"sub/../{name}", f"/{name}", f"{name}#2",
            str(world.folder / name), name.upper(), f"{name}/")  # fmt: skip
    cited["article"] = dice.choice(made)
    return "elsewhere"


def placed(dice: random.Random, form: Form, world: World) -> str:
    """Another page or paragraph, or a page where the file has none."""
    cited = _cited(dice, form)
    key = dice.choice(("page", "paragraph"))
    cited[key] = dice.choice([n for n in (0, 1, 2, 3) if n != cited[key]])
    return key


def linked(dice: random.Random, form: Form, world: World) -> str | None:
    """Another address, with the link that belongs to it."""
    cited = _cited(dice, form)
    url = dice.choice((None, "https://other.example/mayor", "javascript:alert(1)"))
    if url == cited["url"]:
        return None
    cited |= {"url": url, "link": sentence_link(url, cited["sentence"])}
    return "url and link"


FIELDS = (
    respell,
    answer,
    offsets,
    moved,
    cut,
    swapped,
    joined,
    silenced,
    elsewhere,
    placed,
    linked,
)
