"""Exports of checked texts, forged as texts and as data that our own code writes."""

import json
import random
from collections.abc import Callable

import pytest

from index import build, open_embedder
from index.errors import ExportError
from qa import Assistant, Settings, check_text
from qa.checking.export.data import parse_text, to_export_data
from qa.checking.export.files import WRITERS
from qa.evidence.proof import Proof, prove
from tests.support.toys import SEED, SEEDS
from tests.system.forgeries import texts
from tests.system.forgeries.exports import FORGERIES

pytestmark = pytest.mark.slow

DRAFT = (
    "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 9th."
    " It is his first visit since President Yoon took office in May last year."
    " Minister Park said, “Protecting North Korean defectors is a core task of the Ministry of"
    " Foreign Affairs.”"
    " North Korea may not make a third attempt to launch a reconnaissance satellite with Russia’s"
    " support as early as this month.\n\n"
    "Secretary Blinken is scheduled to meet with President Yoon Seok-yeol [1].\n\n"
    "[1] blinken-visits-korea.txt"
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The seeds, and what a check of two texts exports: one all of whose sentences are found, and
    that one with one that is not.
    """
    folder = tmp_path_factory.mktemp("seeds")
    (folder / SEED).write_bytes((SEEDS / SEED).read_bytes())
    index = tmp_path_factory.mktemp("index")
    build(folder, index, embedder=open_embedder())
    assistant = Assistant.open(str(index), settings=Settings(reader="fast"))
    drafts = (DRAFT, f"{DRAFT}\n\nThe Eiffel Tower was painted green in 1987.")
    return folder, *(to_export_data(check_text(draft, assistant)) for draft in drafts)


@pytest.fixture
def proof(world, tmp_path) -> Callable[[str], Proof | None]:
    """The proof of a file; None for one that is refused."""

    def proved(text: str) -> Proof | None:
        (tmp_path / "out").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return prove(tmp_path / "out", world[0])
        except ExportError as error:
            assert "\n" not in str(error)
            return None

    return proved


def export(kind: str, data: dict) -> str:
    return str(WRITERS[kind](parse_text(data, "here"), data))


@pytest.mark.parametrize("kind", WRITERS)
def test_what_was_exported_is_proved(world, proof, kind):
    _, data, absent = world
    verdicts = [one["verdict"] for one in data["statements"]]
    assert verdicts == ["contradicted", "supported", "partly", "contradicted", "supported"]
    assert proof(export(kind, data)).holds
    found = proof(export(kind, absent))
    assert found.faithful and not found.refuted and not found.holds
    assert found.unanswered == ("The Eiffel Tower was painted green in 1987.",)


@pytest.mark.parametrize("kind", WRITERS)
def test_no_forged_text_is_proved(world, proof, kind):
    dice = random.Random(f"checked text of {kind}")
    text = export(kind, world[1])
    for _ in range(FORGERIES):
        forged = dice.choice(texts.TEXTS)(dice, text)
        found = None if forged == text else proof(forged)
        assert not (found and found.holds) or is_restated(kind, text, forged), forged


def is_restated(kind: str, text: str, forged: str) -> bool:
    """True if only what is stated and not provable differs, in data that show nothing."""
    if kind != "JSON":
        return False
    one, other = (json.loads(t) for t in (text, forged))
    return without_stated(one) == without_stated(other)


def without_stated(data: dict) -> dict:
    stated = ("probability", "score", "copies", "generation", "references")
    if isinstance(data, dict):
        return {k: without_stated(v) for k, v in data.items() if k not in stated}
    return [without_stated(v) for v in data] if isinstance(data, list) else data


def set_verdict(data: dict) -> None:
    data["statements"][0]["verdict"] = "supported"


def set_verdict_and_value(data: dict) -> None:
    (value,) = [v for v in data["statements"][0]["values"] if v["status"] == "differs"]
    value |= {"status": "same", "found": None}
    data["statements"][0]["verdict"] = "supported"


def set_not_found(data: dict) -> None:
    last = data["statements"][-1]
    last |= {"verdict": "not_found", "citations": [], "values": [], "probability": 0.1}


def set_contradicted(data: dict) -> None:
    data["statements"][1] |= {"verdict": "contradicted", "denies": "first"}


def drop_denial(data: dict) -> None:
    data["statements"][3] |= {"verdict": "supported", "denies": None}


def set_verbatim(data: dict) -> None:
    said = data["statements"][2]
    said["quotes"][0] |= {"status": "verbatim", "changes": []}
    said["verdict"] = "supported"


def set_changes(data: dict) -> None:
    data["statements"][2]["quotes"][0]["changes"][0]["source"] = "at home"


def set_found(data: dict) -> None:
    (value,) = [v for v in data["statements"][0]["values"] if v["status"] == "differs"]
    value["found"] = "77th"


def drop_value(data: dict) -> None:
    data["statements"][1]["values"].pop()


def set_text(data: dict) -> None:
    data["text"] = data["text"].replace("9th", "7th")
    data["statements"][0]["text"] = data["statements"][0]["text"].replace("9th", "7th")


def set_text_and_value(data: dict) -> None:
    """The error of the text taken out of it, and left in what is said of it."""
    set_text(data)
    data["text"] = data["text"].replace("7th", "8th")
    said = data["statements"][0]
    said["text"] = said["text"].replace("7th", "8th")
    said["values"][-1] |= {"text": "8th", "status": "unsupported", "found": None}
    said["verdict"] = "partly"


def hide_sentence(data: dict) -> None:
    data["statements"].pop(0)


def set_sentence(data: dict) -> None:
    cited = data["statements"][0]["citations"][0]
    cited["sentence"] = cited["quote"] = cited["quote"].replace("8th", "9th")


def set_article(data: dict) -> None:
    data["statements"][1]["citations"] = data["statements"][0]["citations"]


def set_digest(data: dict) -> None:
    data["statements"][0]["citations"][0]["digest"] = "0" * 64


def set_place(data: dict) -> None:
    data["statements"][0]["citations"][0]["paragraph"] = 2


def set_author(data: dict) -> None:
    data["statements"][0]["citations"][0]["author"] = "Ann Author"


def set_holds(data: dict) -> None:
    data["holds"] = True


FORGED = (
    set_verdict, set_verdict_and_value, set_not_found, set_contradicted, drop_denial, set_verbatim,
    set_changes, set_found, drop_value, set_text, set_text_and_value, hide_sentence, set_sentence,
    set_article, set_digest, set_place, set_author, set_holds,
)  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("change", FORGED, ids=lambda change: change.__name__)
def test_no_changed_finding_is_proved(world, proof, kind, change):
    data = json.loads(json.dumps(world[1]))
    change(data)
    assert data != world[1]
    try:
        forged = export(kind, data)  # as the most careful forger would write it
    except ExportError:
        forged = json.dumps(data, sort_keys=True, indent=1) + "\n"
    found = proof(forged)
    assert found is None or not found.holds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<mark>9th</mark>", "9th"),
        ('class="said contradicted"', 'class="said supported"'),
        ("<b>contradicted?</b>", "<b>supported</b>"),
        ("the article has “8th”", "the article has “9th”"),
        ("2 contradicted?", "0 contradicted?"),
        ("afternoon of the 8th.", "afternoon of the 9th."),
    ],
)
def test_no_changed_mark_is_proved(world, proof, old, new):
    text = export("HTML", world[1])
    assert old in text
    assert not proof(text.replace(old, new, 1)).faithful


def test_a_file_holds_one_text(world, proof):
    text = export("Markdown", world[1])
    assert not proof(text * 2).holds
