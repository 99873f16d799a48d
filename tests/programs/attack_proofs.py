"""Forged exports and files that are none, given to ``qa verify``.

Owns nothing of how exports are forged: tests/system/forgeries/ does, and proves more of them.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from pathlib import Path

from qa.evidence.export.data import standalone
from tests.support.commanded import qa
from tests.support.trials import Trials
from tests.system.forgeries.exports import World, export, world_in
from tests.system.forgeries.fields import forged_fields
from tests.system.forgeries.texts import forged_text

FORGERIES = 100  # of the fields and 100 of the text, of each form
ENDINGS = {"JSON": "json", "Markdown": "md", "HTML": "html", "line": "jsonl"}
REASONS = ("nothing near the question was found", "the mayor stole it", "<b>yes</b>")


def attack(trials: Trials, folder: Path, dice: random.Random) -> None:
    seeds, index = folder / "seeds", folder / "index"
    seeds.mkdir()
    world = world_in(seeds, index)
    for kind in ENDINGS:
        genuine(trials, folder, world, kind)
        forged(trials, folder, world, kind, dice)
        abstentions(trials, folder, world, kind)
    unreadable(trials, folder, seeds)


def status_of(folder: Path, kind: str, text: str) -> int | None:
    path = folder / f"export.{ENDINGS[kind]}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return qa("verify", str(path), "--seeds", str(folder / "seeds")).status


def genuine(trials: Trials, folder: Path, world: World, kind: str) -> None:
    """Else a check that proves nothing would pass for a good one."""
    for form in world.lines if kind == "line" else world.forms:
        text = standalone(form) if kind == "line" else export(kind, form)
        status = status_of(folder, kind, text)
        trials.tell("genuine exports, wholly proved", status == 0, (kind, form["question"], status))


def forged(trials: Trials, folder: Path, world: World, kind: str, dice: random.Random) -> None:
    made = 0
    while made < FORGERIES:
        fields = forged_fields(dice, kind, world)
        for text in filter(None, (fields and fields[1], forged_text(dice, kind, world))):
            status = status_of(folder, kind, text)
            trials.tell(f"forged exports as {kind}, none proved", status in (1, 2), text)
            made += 0.5


def abstentions(trials: Trials, folder: Path, world: World, kind: str) -> None:
    for reason in REASONS:
        for form in world.lines[:3] if kind == "line" else world.forms[:3]:
            told = form | {"answer": None, "reason": reason, "citations": []}
            text = standalone(told) if kind == "line" else export(kind, told)
            status = status_of(folder, kind, text)
            trials.tell("made-up abstentions, none proved", status in (1, 2), text)


def unreadable(trials: Trials, folder: Path, seeds: Path) -> None:
    """Devices, pipes and files that are larger than any export, at once refused."""
    pipe, huge, bomb = folder / "pipe.json", folder / "huge.json", folder / "bomb.json"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(10**9)
    bomb.write_bytes(gzip.compress(b"{" + b" " * 100_000_000, 9))
    deep = folder / "deep.json"
    deep.write_text("[" * 1_000_000)
    number = folder / "number.json"
    number.write_text(json.dumps({"answer": None}) + "1" * 5_000)
    devices = (Path("/dev/zero"), Path("/dev/stdin"))
    for path in (*devices, pipe, huge, bomb, deep, number, seeds):
        said = qa("verify", str(path), "--seeds", str(seeds))
        trials.tell("files that are no export, refused", said.is_one_line_error, (path, said))
    questions = folder / "questions.jsonl.gz"
    questions.write_bytes(gzip.compress(b'{"question": "' + b"a" * 2_000_000_000 + b'"}', 1))
    for path in (Path("/dev/zero"), seeds, questions):
        for command in ("eval", "check"):
            said = qa(command, str(path), "--index", str(folder / "index"))
            trials.tell("bombs and devices for questions, refused", said.is_one_line_error, said)
