"""The seeds folder: files to articles, in sorted order, each good one whatever the others are.

Owns which files are read, in what encoding, and what front matter means. Never writes, never
follows a link out of the folder, and guesses nothing that a file does not state.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from index.corpus import Article
from index.errors import SeedError, SeedsError

MAX_SEED_BYTES = 10_000_000  # about 1.6 million words: more than any article, less than a bad day

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TEXT_FIELDS = ("title", "source", "url")
_UNSTATED = (None, "", "~", "null")


@dataclass(frozen=True, slots=True)
class Seeds:
    """What one look at the folder found: articles by ascending id, and what had to be left out."""

    articles: tuple[Article, ...]
    rejected: tuple[SeedError, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a format's reader makes of a file's bytes, before it is an Article."""

    text: str
    fields: Mapping[str, object]


def read_seeds(folder: Path) -> Seeds:
    """Read every seed below the folder; hidden files are passed over.

    Raises SeedsError when the folder is not there, cannot be listed, or holds no usable seed. A
    file that cannot be used is named in ``rejected``.
    """
    articles: list[Article] = []
    rejected: list[SeedError] = []
    for name in _names(folder):
        try:
            articles.append(read_seed(folder, name))
        except SeedError as error:
            rejected.append(error)
    if not articles:
        raise _nothing_usable(folder, rejected)
    return Seeds(tuple(articles), tuple(rejected))


def require_folder(folder: Path) -> None:
    """Raise SeedsError when the seeds folder is none."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} {what}",
            expected="a folder of articles",
            cure="name it: qa index FOLDER",
        )


def read_seed(folder: Path, name: str) -> Article:
    """Read one seed; ``name`` is its path inside the folder. Raises SeedError."""
    path = folder / name
    # Not resolve(): before Python 3.13 it raises RuntimeError for a link that leads to itself.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise _bad(
            name, "is a link out of the seeds folder", "a file inside it", "copy the file in"
        )
    if path.is_dir():
        raise _bad(name, "is a link to a folder", "the folder itself", "move or copy it there")
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise _bad(
            name,
            f"has the ending {path.suffix!r}",
            f"one of {', '.join(sorted(READERS))}",
            "convert or remove it",
        )
    content = _bytes_of(path, name)
    draft = read(content, name)
    if not draft.text.strip():
        raise _bad(name, "holds no text", "at least one sentence", "write it or remove the file")
    return Article(
        id=name,
        text=draft.text,
        digest=hashlib.sha256(content).hexdigest(),
        published=_published(draft.fields.get("published"), name),
        **{field: _text_field(draft.fields.get(field), field, name) for field in _TEXT_FIELDS},
    )


def _names(folder: Path) -> list[str]:
    """Paths of the visible files below the folder, relative, with forward slashes, sorted."""
    require_folder(folder)

    def refuse(error: OSError) -> None:
        raise SeedsError(
            found=f"seeds folder {error.filename!r} cannot be listed ({error.strerror})",
            expected="a folder that can be read",
            cure="check its permissions",
        )

    names = []
    for root, folders, files in os.walk(folder, onerror=refuse):
        links = [f for f in folders if Path(root, f).is_symlink()]
        folders[:] = [f for f in folders if not f.startswith(".") and f not in links]
        visible = [f for f in files + links if not f.startswith(".")]
        names += [Path(root, f).relative_to(folder).as_posix() for f in visible]
    return sorted(names)


def _bytes_of(path: Path, name: str) -> bytes:
    if not path.is_file():
        raise _bad(name, "is not a regular file", "a file", "remove it")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_SEED_BYTES + 1)
    except OSError as error:
        raise _bad(
            name, f"cannot be read ({error.strerror})", "a readable file", "check its permissions"
        ) from error
    if len(content) > MAX_SEED_BYTES:
        raise _bad(
            name,
            f"is larger than {MAX_SEED_BYTES // 10**6} MB",
            "one article a file",
            "split it into smaller files",
        )
    return content


def _read_plain(content: bytes, name: str) -> _Draft:
    """Read .txt and .md: UTF-8 text, front matter optional; Markdown is kept as it is written."""
    text = _decoded(content, name)
    fields, body = _parted(text, name)
    return _Draft(body, fields)


READERS: Mapping[str, Callable[[bytes, str], _Draft]] = {
    ".md": _read_plain,
    ".txt": _read_plain,
}


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(
            name,
            f"is not valid UTF-8 (byte {error.start})",
            "UTF-8 text",
            "save it as UTF-8 or remove it",
        ) from error
    control = _CONTROL.search(text)
    if control:
        raise _bad(
            name,
            f"holds the control character {control[0]!r}: it looks binary",
            "UTF-8 text",
            "save it as text or remove it",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parted(text: str, name: str) -> tuple[Mapping[str, object], str]:
    """Part front matter (a YAML mapping between two lines of ---) from the text below it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        # Every scalar as it is written: to the safe loader "No" is False, 12:30 is 750.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise _bad(
            name,
            f"has front matter that is not YAML ({reason})",
            "lines like 'title: ...'",
            "mend or remove the lines between the two ---",
        ) from error
    return (fields, text[match.end() :]) if isinstance(fields, dict) else ({}, text)


def _text_field(value: object, field: str, name: str) -> str | None:
    if value in _UNSTATED:
        return None
    if isinstance(value, list | dict):
        raise _bad(
            name,
            f"has a {field} that is a {type(value).__name__}",
            "one line of text",
            f"write {field}: in quotes",
        )
    text = str(value).encode("utf-8", "replace").decode()  # YAML can spell half a character
    return " ".join(text.split()) or None


def _published(value: object, name: str) -> date | None:
    if value in _UNSTATED:
        return None
    try:
        return datetime.fromisoformat(str(value).strip().replace("Z", "+00:00")).date()
    except ValueError as error:
        raise _bad(
            name,
            f"was published {value!r}",
            "a date like 2024-05-31",
            "mend published: in its front matter",
        ) from error


def _bad(name: str, what: str, expected: str, cure: str) -> SeedError:
    return SeedError(found=f"seed {name!r} {what}", expected=expected, cure=cure)


def _nothing_usable(folder: Path, rejected: list[SeedError]) -> SeedsError:
    found = f"seeds folder {str(folder)!r} holds no article"
    if rejected:
        found += f" that can be used ({len(rejected)} rejected, the first: {rejected[0].found})"
    endings = " or ".join(sorted(READERS))
    return SeedsError(
        found=found,
        expected=f"at least one {endings} file with text",
        cure="put an article there and run qa index",
    )
