"""Articles, an index of them, and what the real assistant exports of it."""

import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import build, open_embedder
from index.corpus import Article
from index.sources.seed import file_of, read_seed
from qa import Assistant, Settings
from qa.evidence.export.data import to_export_data
from qa.evidence.export.exported import parse_answer
from qa.evidence.export.writers import WRITERS
from qa.wire.answer import answer_to_dict
from tests.index.sources.formats.pdf.files import drawn
from tests.support.toys import SEED, SEEDS

FORGERIES = int(os.environ.get("FORGERIES", "200"))  # of each kind; `make attack` tries 1,000
NFD = unicodedata.normalize("NFD", "café.txt")
LONG = " ".join(f"The tower in district {n} is {n + 20} metres high." for n in range(1, 260))
RAMBLING = "The bridge " + ", ".join(f"which gate {n} carries" for n in range(500)) + " is red."
FILES = {
    "kim.txt": "President Kim is well. A dog is dead.\n\nThe garden is open on Monday.",
    "mayor.md": "---\ntitle: The mayor\nsource: Daily\npublished: 2024-02-03\nauthor: Ann Author\n"
    "url: https://daily.example/mayor?id=1&copy;=2\n---\n"
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
    "canal.pdf": drawn("The canal is old.", "The canal in Ghent is 31 kilometres long."),
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
    "How long is the canal in Ghent?",
)
Form = dict[str, Any]


@dataclass(frozen=True)
class World:
    folder: Path
    forms: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]

    def article(self, name: str) -> Article:
        return next(a for a in read_seed(self.folder, file_of(name)).articles if a.id == name)


def world_in(folder: Path, index: Path) -> World:
    """Articles, an index of them, and what the assistant exports."""
    for name, text in (FILES | {SEED: (SEEDS / SEED).read_text(encoding="utf-8")}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    build(folder, index, embedder=open_embedder())
    assistant = Assistant.open(str(index), settings=Settings())
    answers = [assistant.ask(question, threshold=0.0) for question in QUESTIONS]
    return World(folder, tuple(map(to_export_data, answers)), tuple(map(answer_to_dict, answers)))


def export(kind: str, form: dict[str, Any]) -> str:
    """A file as our own code would write these data: what the most careful forger makes."""
    return WRITERS[kind](parse_answer(form, "here"), form)


LOOK_ALIKE = dict(zip("aceopxyAEKMHOPCTX", "асеорхуАЕКМНОРСТХ", strict=True))
