"""A promise about the answers: at most such a share of those that are given is wrong.

Owns its record, which lies beside the file of checks as ``<name>.promise.json``, and what it is
bound to: an index, its recipe, and the models and settings that answer. How it is found is
evaluation/promising.py's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib import import_module
from pathlib import Path

from index.errors import QuestionError
from index.files.bounded import read_bounded
from index.location import Location, full_name
from index.recipe import Recipe
from qa.settings import Settings

MAX_BYTES = 100_000
# The settings on which the answers and their confidence depend, the threshold apart.
ANSWERING = ("reader", "top_k", "candidates", "lexical_weight", "citations")


@dataclass(frozen=True, slots=True)
class Promise:
    """At most the ``share`` of the answers with a confidence of ``threshold`` or more is wrong.

    That is said with ``confidence`` in [0, 1], about questions like the ``checks``, of which
    ``given`` were answered and ``wrong`` of these wrongly, and about one ``generation`` of the
    index. ``kept`` is False where a later generation could not be shown to keep it: the threshold
    then stays.
    """

    share: float
    confidence: float
    threshold: float
    checks: int
    given: int
    wrong: int
    index: str
    generation: int
    setup: str
    kept: bool = True

    def holds(self, *, generation: int, threshold: float) -> bool:
        """True if it is about that generation, answered with that threshold."""
        return self.kept and (self.generation, self.threshold) == (generation, threshold)


def promise_path(checks: Path) -> Path:
    """The path of the promise that was made from a file of checks."""
    return checks.with_suffix(".promise.json")


def read_promise(checks: Path) -> Promise | None:
    """The promise beside a file of checks, None where there is none. Raises QuestionError."""
    path = promise_path(checks)
    try:
        promise = Promise(**json.loads(read_bounded(path, MAX_BYTES)))
        for one in fields(Promise):
            kinds = {"int": (int,), "bool": (bool,), "str": (str,)}.get(str(one.type), (int, float))
            if type(getattr(promise, one.name)) not in kinds:
                raise ValueError(f"{one.name} is {getattr(promise, one.name)!r:.40}")
        return promise
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise QuestionError(
            found=f"{path} is not a record of a promise ({error})",
            expected="the file that qa check --promise wrote, or none",
            cure="remove it, or move it away",
        ) from error


def promise_to_json(promise: Promise) -> str:
    """The record of a promise, which ``read_promise`` reads."""
    return json.dumps(asdict(promise), indent=1, sort_keys=True) + "\n"


def promise_for(settings: Settings, *, index: Location, recipe: Recipe) -> Promise | None:
    """The promise about an index with these models and settings, of whichever generation it is.

    None where there is none, or one about others. Raises QuestionError.
    """
    promise = read_promise(Path(settings.checks))
    if promise is None or promise.index != full_name(index):
        return None
    return promise if promise.setup == setup_of(settings, recipe) else None


def setup_of(settings: Settings, recipe: Recipe) -> str:
    """A digest of all on which answers depend, the articles and the threshold apart."""
    chosen = {name: getattr(settings, name) for name in ANSWERING}
    return _setup(json.dumps({"version": _version(), **chosen, **asdict(recipe)}, sort_keys=True))


@cache
def _setup(parts: str) -> str:
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()


@cache
def _version() -> str:
    return str(import_module("importlib.metadata").version("article-qa"))  # its weights come along
