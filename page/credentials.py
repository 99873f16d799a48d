"""Who may use a page that others can reach: names and hashed passwords.

Owns the form of a login and how a password is checked. Passwords are hashed by scrypt with a salt
of their own and compared in constant time; an unknown name takes as long as a wrong password. Knows
nothing of servers.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from index import backend
from index.apart import within
from index.errors import ArticleQAError, SettingsError
from index.files import atomic
from index.files.bounded import read_bounded
from qa.settings import Settings

_N, _R, _P, _LENGTH = 1 << 14, 8, 1, 32  # 16 MB and about 50 ms a try
_SCHEME = "scrypt"
MIN_PASSWORD = 8
MAX_BYTES = 10_000_000  # some 70,000 logins


def hashed(password: str, *, salt: bytes | None = None) -> str:
    """``scrypt$salt$hash``, both in base64."""
    salt = salt or secrets.token_bytes(16)
    return "$".join([_SCHEME, _base64(salt), _base64(_scrypt(password, salt))])


class Credentials:
    """Names and what their passwords hash to; called with a name and a password it says if they
    belong together.
    """

    def __init__(self, logins: Mapping[str, str]) -> None:
        self._logins = {name: _parts(text) for name, text in logins.items()}
        self._nobody = (secrets.token_bytes(16), secrets.token_bytes(_LENGTH))
        self._one_at_a_time = threading.Lock()  # so that guessing costs no more than one core

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, origin: str) -> Credentials:
        """Read ``name:scrypt$salt$hash`` lines. Raises SettingsError."""
        logins = {}
        for line in filter(None, (line.strip() for line in lines)):
            name, _, text = line.partition(":")
            if not name or not _is_hash(text):
                raise SettingsError(
                    found=f"{origin} holds a line that is no login",
                    expected="lines of NAME:scrypt$SALT$HASH",
                    cure="make them: qa serve --credentials FILE --add NAME",
                )
            logins[name] = text
        if not logins:
            raise SettingsError(
                found=f"{origin} holds no login",
                expected="one at least",
                cure="make one: qa serve --credentials FILE --add NAME",
            )
        return cls(logins)

    def __call__(self, name: str, password: str) -> bool:
        salt, expected = self._logins.get(name, self._nobody)
        with self._one_at_a_time:
            return hmac.compare_digest(_scrypt(password, salt), expected)


def read_credentials(path: Path) -> Credentials:
    """The logins of a file. Raises SettingsError."""
    try:
        lines = read_bounded(path, MAX_BYTES, pipe=True).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            found=f"credentials {str(path)!r} cannot be read ({error})",
            expected="a file of logins",
            cure="make it: qa serve --credentials FILE --add NAME",
        ) from error
    return Credentials.from_lines(lines, origin=f"credentials {str(path)!r}")


def add_login(path: Path, name: str, password: str) -> None:
    """Write a login into the file, in place of an older one of that name. Raises SettingsError."""
    if ":" in name or not name or name != name.strip() or not name.isprintable():
        raise SettingsError(
            found=f"the name {name!r}",
            expected="letters without a colon, and no blank at the ends",
            cure="choose another",
        )
    if len(password) < MIN_PASSWORD:
        raise SettingsError(
            found=f"a password of {len(password)} characters",
            expected=f"{MIN_PASSWORD} or more",
            cure="choose a longer one",
        )
    kept = [line for line in _lines(path) if line.partition(":")[0].strip() != name]
    text = "".join(f"{line}\n" for line in [*kept, f"{name}:{hashed(password)}"])
    try:
        atomic.replace(path, text.encode())
    except OSError as error:
        raise SettingsError(
            found=f"credentials {str(path)!r} cannot be written ({error.strerror or error})",
            expected="a folder with room and permission",
            cure="mend that, or name another file",
        ) from error


def require_outside(path: Path, settings: Settings) -> None:
    """Raise SettingsError where logins would be read as an article: in the seeds folder that is, or
    that will be, indexed.
    """
    folders = [settings.seeds]
    with suppress(ArticleQAError):  # there is no index, or none that can be read
        if isinstance(settings.place, Path):
            folders.append(backend.manifest(settings.place).seeds)
    for seeds in map(Path, folders):
        if within(path, seeds) or within(path.parent, seeds):
            raise SettingsError(
                found=f"credentials {str(path)!r} lie in the seeds folder {str(seeds)!r}",
                expected="a file elsewhere",
                cure="move it out, or name another",
            )


def _lines(path: Path) -> list[str]:
    """The logins of a file that one is to be added to; none where there is no file yet, or an
    empty one. Raises SettingsError for a file of anything else.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return []
    if not path.is_file():
        raise _no_logins(f"credentials {str(path)!r} are not in a regular file")
    try:
        read_credentials(path)
    except SettingsError as error:
        raise _no_logins(error.found) from error
    return path.read_text(encoding="utf-8").splitlines()


def _no_logins(found: str) -> SettingsError:
    return SettingsError(
        found=found,
        expected="a file of logins alone, or none yet",
        cure="name another: qa serve --credentials FILE --add NAME",
    )


def _scrypt(password: str, salt: bytes) -> bytes:
    secret = password.encode("utf-8", "replace")[:1024]
    return hashlib.scrypt(secret, salt=salt, n=_N, r=_R, p=_P, dklen=_LENGTH)


def _is_hash(text: str) -> bool:
    try:
        return len(_parts(text)[1]) == _LENGTH
    except ValueError:
        return False


def _parts(text: str) -> tuple[bytes, bytes]:
    scheme, salt, digest = text.split("$")
    if scheme != _SCHEME:
        raise ValueError(f"scheme {scheme!r}; expected {_SCHEME!r}")
    try:
        return base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    except binascii.Error as error:
        raise ValueError(f"{text!r} is no base64") from error


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
