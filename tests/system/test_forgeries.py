"""Exports of the real assistant, and a thousand ways to forge each form of them."""

import json
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index import build, open_embedder
from index.corpus import Article
from index.errors import ExportError
from index.sources.scan import file_of, read_seed
from qa import Assistant, Settings
from qa.commands.proof_output import STATED_KEYS
from qa.evidence.export import WRITERS
from qa.evidence.export_data import CLOSINGS, OPENINGS, embedded_in, standalone, to_export_data
from qa.evidence.exported import parse_answer
from qa.evidence.proof import prove
from qa.wire import answer_to_dict
from tests.support.toys import SEED, SEEDS

pytestmark = pytest.mark.slow

FORGERIES = 1000  # of each form
NFD = unicodedata.normalize("NFD", "café.txt")
LONG = " ".join(f"The tower in district {n} is {n + 20} metres high." for n in range(1, 400))
RAMBLING = "The bridge " + ", ".join(f"which gate {n} carries" for n in range(1500)) + " is red."
FILES = {
    "kim.txt": "President Kim is well. A dog is dead.\n\nThe garden is open on Monday.",
    "mayor.md": "---\ntitle: The mayor\nsource: Daily\npublished: 2024-02-03\n---\n"
    "It is a lie that the mayor stole 1,942 dollars from the fund. He stole nothing at all.",
    "sub/weather.txt": "The temperature in Oslo fell to -17 degrees on Friday. Oslo was calm.",
    "café.txt": "The café in Rennes opened in 1942. Its owner is Anne Le Goff.",
    NFD: "The cafe\u0301 in Brest opened in 1953. Its owner is Yves Kerjean.",
    "news.json": json.dumps(
        [
            {"text": "The harbour of Bergen was closed on 3 May 2021.", "title": "Harbour"},
            {"text": "The ferry to Bergen costs $12.50 a person.", "id": "ferry"},
        ]
    ),
    "towers.txt": LONG,
    "bridge.txt": RAMBLING,
}
QUESTIONS = (
    "When does Blinken visit Korea?",
    "Who is dead?",
    "How much is it a lie that the mayor stole?",
    "How cold was it in Oslo on Friday?",
    "When did the café in Rennes open?",
    "Who owns the café in Brest?",
    "When was the harbour of Bergen closed?",
    "How much does the ferry to Bergen cost?",
    "How high is the tower in district 250?",
    "What colour is the bridge?",
)
LOOK_ALIKE = dict(zip("aceopxyAEKMHOPCTX", "асеорхуАЕКМНОРСТХ", strict=True))
PROVED = ("article", "title", "source", "published", "digest", "quote", "sentence", "passage")


@dataclass(frozen=True)
class World:
    folder: Path
    forms: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]

    def article(self, name: str) -> Article:
        return next(a for a in read_seed(self.folder, file_of(name)).articles if a.id == name)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    return world_in(tmp_path_factory.mktemp("seeds"), tmp_path_factory.mktemp("index"))


def world_in(folder: Path, index: Path) -> World:
    """Articles, an index of them, and what the assistant exports."""
    for name, text in (FILES | {SEED: (SEEDS / SEED).read_text(encoding="utf-8")}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build(folder, index, embedder=open_embedder())
    assistant = Assistant.open(str(index), settings=Settings())
    answers = [assistant.ask(question, threshold=0.0) for question in QUESTIONS]
    return World(folder, tuple(map(to_export_data, answers)), tuple(map(answer_to_dict, answers)))


@pytest.fixture
def holds(world, tmp_path) -> Callable[[str], bool]:
    """Whether a file is wholly verified; a file that is refused is not."""

    def proved(text: str) -> bool:
        (tmp_path / "out").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return prove(tmp_path / "out", world.folder).holds
        except ExportError as error:
            assert "\n" not in str(error)
            return False

    return proved


def export(kind: str, form: dict[str, Any]) -> str:
    """A file as our own code would write these data: what the most careful forger makes."""
    return WRITERS[kind](parse_answer(form, "here"), form)


def forged_fields(dice: random.Random, kind: str, world: World) -> tuple[str, str] | None:
    """What was changed, and the export with it; None where nothing was, or nothing is written."""
    forms = world.lines if kind == "line" else world.forms
    form = json.loads(json.dumps(dice.choice(forms)))
    what = dice.choice(FIELDS)(dice, form, world)
    if what is None or form in forms:
        return None
    try:
        return what, standalone(form) if kind == "line" else export(kind, form)
    except (ExportError, IndexError):
        return None  # our own code refuses to write it


def forged_text(dice: random.Random, kind: str, world: World) -> str | None:
    """An export whose text was changed; None where what it says is the same."""
    form = dice.choice(world.lines if kind == "line" else world.forms)
    text = standalone(form) if kind == "line" else export(kind, form)
    forged = dice.choice(TEXTS)(dice, text)
    return forged if forged != text and not _is_restated(kind, text, forged) else None


@pytest.mark.parametrize("kind", WRITERS)
def test_what_the_assistant_exports_is_wholly_verified(world, holds, kind):
    for form in world.forms:
        assert holds(export(kind, form)), form["question"]


def test_what_the_command_line_prints_is_wholly_verified(world, holds):
    assert all(holds(standalone(line)) for line in world.lines)
    assert holds("".join(map(standalone, world.lines)))


@pytest.mark.parametrize("kind", [*WRITERS, "line"])
def test_no_forged_field_is_wholly_verified(world, holds, kind):
    dice = random.Random(f"fields of {kind}")
    for _ in range(FORGERIES):
        made = forged_fields(dice, kind, world)
        if made:
            assert not holds(made[1]), made


@pytest.mark.parametrize("kind", [*WRITERS, "line"])
def test_no_forged_text_is_wholly_verified(world, holds, kind):
    dice = random.Random(f"text of {kind}")
    for _ in range(FORGERIES):
        forged = forged_text(dice, kind, world)
        if forged:
            assert not holds(forged), forged


def test_what_cannot_be_proved_is_named(world, holds):
    for form in world.forms:
        said = form | {"question": "Who stole?", "confidence": 0.99, "generation": 5, "hits": []}
        said["citations"] = [c | {"copies": ["x.txt"], "score": 0.5} for c in form["citations"]]
        assert holds(export("HTML", said))
    assert {"question", "confidence", "generation", "hits", "copies", "scores"} == set(STATED_KEYS)


def _is_restated(kind: str, text: str, forged: str) -> bool:
    """Whether nothing differs but what is only stated, or a file holds the same answer twice."""
    if kind == "line" and forged == 2 * text:
        return True
    try:
        ((one, shown), (other, forged_shown)) = (_taken_apart(kind, t) for t in (text, forged))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return one == other and shown == forged_shown


def _taken_apart(kind: str, text: str) -> tuple[object, str]:
    """What a file says that can be proved, and what it shows beside its data."""
    if kind in ("JSON", "line"):
        form, shown = json.loads(text), ""
    else:
        pair = [side[kind == "Markdown"] for side in (OPENINGS, CLOSINGS)]
        ((form,), shown) = embedded_in(text, *pair), text.split(pair[0])[0]
    cited = [
        {k: v for k, v in c.items() if k not in ("score", "copies")} for c in form["citations"]
    ]
    return (form["answer"], form["reason"], cited), shown


# Changes of the data. Each says what it did, or None where it could do nothing.

Form = dict[str, Any]


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
    """A border of sentence or passage moved, the text cut out of the article as it is."""
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
    """What one article says, put into the mouth of another."""
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


FIELDS = (respell, answer, offsets, moved, cut, swapped, joined, silenced, elsewhere)


# Changes of the text of a file.


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
