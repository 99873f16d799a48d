"""The settings of a user, with defaults and bounds. The only reader of the environment.

Every setting has a variable of its own: ``top_k`` is QA_TOP_K. A variable that starts with QA_ and
names no setting is refused, so that a misspelled one is not silently ignored.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from index.embedding.protocol import DEFAULT_EMBEDDER
from index.errors import SettingsError
from index.location import Location, expand_path, location_of
from index.sources.formats.decode import codec_name, set_fallback_encoding

PREFIX = "QA_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Paths, models, and the limits and thresholds of answers.

    ``lexical_weight`` gives R@1 / R@5 / R@10 of .773 / .959 / .980 on the development questions.
    """

    seeds: str = "seeds"
    index: str = ".index"
    embedder: str = DEFAULT_EMBEDDER
    reader: str = "trained"
    top_k: int = 10  # passages read for a question
    candidates: int = 100  # passages looked at by each search before fusion
    lexical_weight: float = 1.2  # of words shared, against cosines of passage and best sentence
    threshold: float | None = None  # confidence below which no answer is given; None: the reader's
    citations: int = 3  # at most this many shown with an answer
    question_length: int = 1000  # characters, at most
    workers: str | None = None  # who builds: dask://HOST:PORT; None: this process
    keep: int = 2  # generations of the index, the one in use counted
    aliases: str = "aliases.txt"  # names of one thing, beside the packaged ones
    checks: str = "checks.jsonl"  # questions whose right sentence is known
    autocheck: int = 50  # of these are asked again after an update, at most; 0: none
    notify_command: str | None = field(default=None, repr=False)  # told when answers have changed
    gaps: str | None = None  # file that keeps questions without an answer; None: they are not kept
    credentials: str | None = field(default=None, repr=False)  # logins of the page: NAME:HASH ...
    milvus_token: str | None = field(default=None, repr=False)  # of the server: user:password
    encoding: str | None = None  # of files that are not UTF-8 and state none

    def __post_init__(self) -> None:
        for one in fields(self):
            self._check_type(one.name, str(one.type))
        for name in PATHS:
            object.__setattr__(self, name, expand_path(os.fspath(getattr(self, name)), name))
        if self.gaps is not None:
            object.__setattr__(self, "gaps", expand_path(os.fspath(self.gaps), "gaps"))
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise SettingsError(
                    found=f"setting {name} is {value}",
                    expected=f"{low} to {high}",
                    cure=f"set {PREFIX}{name.upper()} to that",
                )

        if self.encoding is not None and codec_name(self.encoding) is None:
            raise SettingsError(
                found=f"setting encoding is {self.encoding!r}",
                expected="the name of an encoding of text, as cp1252 or koi8-r",
                cure=f"set {PREFIX}ENCODING to that, or unset it",
            )

    def _check_type(self, name: str, kind: str) -> None:
        """Raise SettingsError for a value of another type; a path may be a Path."""
        value, kind = getattr(self, name), kind.removesuffix(" | None")
        allowed = (*_TYPES[kind], *((os.PathLike,) if name in (*PATHS, "gaps") else ()))
        is_none = value is None and name not in _ALWAYS_SET
        if not is_none and (isinstance(value, bool) or not isinstance(value, allowed)):
            raise SettingsError(
                found=f"setting {name} is {value!r:.60}",
                expected="a text" if kind == "str" else f"a number ({kind})",
                cure=f"pass Settings({name}=...) such a value",
            )

    @property
    def location(self) -> Location:
        """The index's folder or server address. Raises SettingsError for a bad address."""
        return location_of(self.index, token=self.milvus_token)

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        seeds: str | None = None,
        index: str | None = None,
        workers: str | None = None,
    ) -> Settings:
        """Read the QA_ variables; a value that is given, as an option of the command line, replaces
        the variable's.

        From then on this process reads files of no stated encoding in the one that is set. Raises
        SettingsError for an unknown variable, and for a value that cannot be read or is out of
        bounds.
        """
        values: dict[str, Any] = {}
        types = {f.name: str(f.type) for f in fields(cls)}
        for variable in sorted(v for v in environment if v.startswith(PREFIX)):
            name = variable.removeprefix(PREFIX).lower()
            if name not in types:
                raise SettingsError(
                    found=f"{variable} is set",
                    expected="one of " + ", ".join(PREFIX + n.upper() for n in types),
                    cure=f"unset {variable}",
                )
            kind = types[name].removesuffix(" | None")
            values[name] = _parsed(environment[variable], kind, variable)
        given = {"seeds": seeds, "index": index, "workers": workers}
        settings = cls(**values | {name: v for name, v in given.items() if v is not None})
        set_fallback_encoding(codec_name(settings.encoding) if settings.encoding else None)
        return settings


PATHS = ("seeds", "index", "embedder", "reader", "aliases", "checks")  # or names
BOUNDS: Mapping[str, tuple[float, float]] = {
    "top_k": (1, 100),
    "candidates": (1, 10_000),
    "lexical_weight": (0, 10),
    "threshold": (0, 1),
    "citations": (1, 20),
    "question_length": (1, 10_000),
    "keep": (1, 100),
    "autocheck": (0, 100_000),
}


_TYPES: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float)}
_ALWAYS_SET = (*PATHS, *(name for name in BOUNDS if name != "threshold"))
_PARSERS: Mapping[str, Callable[[str], str | int | float]] = {
    "str": str,
    "int": int,
    "float": float,
}


def _parsed(text: str, kind: str, variable: str) -> str | int | float:
    try:
        return _PARSERS[kind](text)
    except ValueError as error:
        raise SettingsError(
            found=f"{variable} is {text!r}",
            expected=f"a number ({kind})",
            cure=f"set it to one, or unset {variable}",
        ) from error
