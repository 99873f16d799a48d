"""The location of an index: a folder, or a collection of a Milvus server.

Owns the form of a server's address, ``milvus://host:port/collection?replicas=2&shards=2``, and the
meaning of paths that are empty or begin with ``~``. Opens neither.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from index.errors import SettingsError

SCHEME = "milvus://"
PORT = 19530  # the default port of a Milvus server
_COLLECTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")


@dataclass(frozen=True, slots=True)
class Address:
    """A collection of a server. ``token`` is ``user:password`` or an API key, if any.

    ``uri`` is that of the server, or the path of a Milvus Lite file. Collections are created with
    ``shards`` and loaded with ``replicas``: with one, answers are incomplete for seconds after a
    query node is lost.
    """

    uri: str
    collection: str
    token: str | None = field(default=None, repr=False)
    replicas: int = 2
    shards: int = 2

    def __str__(self) -> str:
        return f"{self.uri.replace('http://', SCHEME)}/{self.collection}"


Location = Path | Address


def full_name(location: Location) -> str:
    """The name of an index, the same from every working folder."""
    return str(location) if isinstance(location, Address) else os.path.realpath(location)


def expand_path(text: str, name: str) -> str:
    """The path that a setting of that name holds, ``~`` replaced by the home folder.

    A folder called ``~`` is ``./~``. Raises SettingsError when the path is empty, which would be
    the working directory.
    """
    if not text.strip():
        raise SettingsError(
            found=f"setting {name} is empty",
            expected="a path or name",
            cure=f"give one, or leave it out (QA_{name.upper()})",
        )
    return os.path.expanduser(text)  # noqa: PTH111 - a Path has forgotten the ./ of ./~


def location_of(text: str | Path, *, token: str | None = None) -> Location:
    """The folder or the collection that a text names.

    Raises SettingsError for an empty text, a bad address, and a folder whose name is not UTF-8, in
    which FAISS opens no file.
    """
    if "://" not in str(text):
        if re.search("[\ud800-\udfff]", str(text)):  # surrogates stand for bytes that are not UTF-8
            raise SettingsError(
                found=f"the index folder {str(text)!r} has a name that is not UTF-8",
                expected="one that is",
                cure="rename it, or name another: --index DIR",
            )
        return Path(expand_path(text, "index") if isinstance(text, str) else text)
    try:
        parts = urlsplit(str(text))
        host, port, spread = parts.hostname, parts.port or PORT, _spread(parts.query)
    except ValueError:  # a port, or a number, that cannot be one
        host, parts, spread = None, urlsplit(""), {}
    collection = parts.path.strip("/")
    more = parts.username is not None or parts.fragment
    if f"{parts.scheme}://" != SCHEME or not host or more or not _COLLECTION.fullmatch(collection):
        raise SettingsError(
            found=f"the index is {_without_password(str(text))!r}",
            expected=f"a folder, or {SCHEME}HOST:PORT/COLLECTION of letters, digits and _, with"
            " ?replicas=N&shards=N behind it where they are not 2",
            cure="correct the address; put a password into QA_MILVUS_TOKEN",
        )
    host = f"[{host}]" if ":" in host else host
    return Address(f"http://{host}:{port}", collection, token, **spread)


def _spread(query: str) -> dict[str, int]:
    """The replicas and shards of an address's query. Raises ValueError for anything else."""
    found = {name: int(number) for name, number in parse_qsl(query, strict_parsing=bool(query))}
    if not found.keys() <= {"replicas", "shards"} or not all(n > 0 for n in found.values()):
        raise ValueError(query)
    return found


def _without_password(text: str) -> str:
    return re.sub(r"//.*@", "//", re.sub(r"[?#].*", "", text))
