"""Wrong paths for every argument and variable that is one: a user's files stay as they were.

Owns the folder of a user and what is compared of it. New files may come where a new or empty
folder was named; nothing that was there may go or change.
"""

from __future__ import annotations

import getpass
import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.commanded import qa
from tests.support.trials import Trials

# {}: the wrong path. The others are right: articles, an index of them.
ARGUMENTS = (
    "serve --index {}",
    "index {} --index {new}",
    "index {seeds} --index {}",
    "index {seeds} --index {} --rebuild",
    "index {seeds} --index {} --dry-run",
    "index {} --index {}",
    "status --index {}",
    "rollback --index {}",
    "ask Who? --index {}",
    "verify {} --seeds {seeds}",
    "check {} --index {index}",
    "eval {} --index {index}",
    "serve --credentials {} --add eve --index {index}",
)
VARIABLES = {
    "QA_SEEDS": "index --index {new}",
    "QA_INDEX": "index {seeds}",
    "QA_EMBEDDER": "index {seeds} --index {new}",
    "QA_READER": "ask Who? --index {index}",
    "QA_CHECKS": "check --index {index}",
    "QA_GAPS": "gaps --clear",
}
NOWHERE = ("", " ", "~nobody-of-that-name/x", "/dev/null", "/dev/zero", "/proc/self/mem",
           "x" * 300, "x/" * 2_500, "milvus://", "\udcff", "\x1b[2J\nx")  # fmt: skip
FILES: Mapping[str, bytes] = {
    "20240305/notes.txt": b"The day was long.",
    "20240305/manifest.json": b'{"name": "my program"}',
    "000123/brief.txt": b"A case of ours.",
    "current": b"main\n",
    "lock": b"4711\n",
    "held": b"",
    "writer.json": b'{"name": "Ann"}',
    "manifest.json": b'{"schema": 3}',
    "index/lock": b"",
    "index/000001/photo.raw": bytes(range(256)),
    "passwd": b"root:x:0:0:root:/root:/bin/sh\n",
    "logins.txt": b"ann hunter2\n",
    "numbers.json": b"[1, 2, 3]",
    "questions.jsonl": b'{"question": 5}\n',
    "questions.jsonl.gz": b"\x1f\x8b\x08cut off",
    "article.txt": b"The harbour of Ostrava opened on 3 May 2021.",
    ".hidden/key": b"secret",
}


def attack(trials: Trials, folder: Path, dice: random.Random) -> None:
    user, right = folder / "user", places(folder)
    files_of_a_user(user)
    before = snapshot(user)
    getpass.getpass = lambda prompt="": "correct horse"
    empty = {str(user / name) for name, content in FILES.items() if not content}
    os.chdir(folder / "seeds")  # where a relative path leads
    for path in (*NOWHERE, *map(str, (user, *sorted(user.rglob("*")), user / "new/deep"))):
        for line in ARGUMENTS:
            if "--add" in line and path in empty:
                continue  # a login goes there, as it was asked to
            refused(trials, f"qa {line}", words(line, path, right), {}, path)
        for variable, line in VARIABLES.items():
            refused(trials, f"{variable}={{}}", words(line, path, right), {variable: path}, path)
    after = snapshot(user)
    for name, what in before.items():
        trials.tell("files of a user that are as they were", after.get(name) == what, name)


def places(folder: Path) -> dict[str, str]:
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("The bridge of Ostrava opened in 2021.")
    right = {"seeds": seeds, "index": folder / "index", "new": folder / "new"}
    assert qa("index", str(seeds), "--index", str(right["index"])).status == 0
    return {name: str(path) for name, path in right.items()}


def files_of_a_user(user: Path) -> None:
    for name, content in FILES.items():
        (user / name).parent.mkdir(parents=True, exist_ok=True)
        (user / name).write_bytes(content)
    (user / "link").symlink_to("article.txt")
    (user / "linked").symlink_to("20240305")
    (user / "dangling").symlink_to("nowhere")
    (user / "loop").symlink_to("loop")


def snapshot(user: Path) -> dict[str, bytes | str]:
    """The content of every file, and the target of every link."""
    return {
        path.relative_to(user).as_posix(): str(path.readlink())
        if path.is_symlink()
        else "a folder"
        if path.is_dir()
        else path.read_bytes()
        for path in user.rglob("*")
    }


def words(line: str, path: str, right: Mapping[str, str]) -> list[str]:
    return [path if word == "{}" else word.format(**right) for word in line.split()]


def refused(
    trials: Trials, what: str, line: Sequence[str], variables: Mapping[str, str], path: str
) -> None:
    """Try one command: a result, or a mistake in one line."""
    said = qa(*line, variables=variables)
    trials.tell(f"wrong paths: {what}", said.is_orderly, (path[:80], said.status, said.err[-300:]))
