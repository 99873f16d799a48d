"""Logins of a page that others can reach: names and hashed passwords.

Owns the format of a login and the check of a password. Passwords are hashed by scrypt with a salt
each, and compared in constant time; an unknown name takes as long as a wrong password. Knows
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

from index.errors import SettingsError

_N, _R, _P, _LENGTH = 1 << 14, 8, 1, 32  # 16 MB and about 50 ms a try
_SCHEME = "scrypt"


def hash_password(password: str, *, salt: bytes | None = None) -> str:
    """``scrypt$salt$hash``, both in base64."""
    salt = salt or secrets.token_bytes(16)
    return "$".join([_SCHEME, _base64(salt), _base64(_scrypt(password, salt))])


class Credentials:
    """Names with the hashes of their passwords."""

    def __init__(self, logins: Mapping[str, str]) -> None:
        self._logins = {name: _parts(text) for name, text in logins.items()}
        self._unknown_name = (secrets.token_bytes(16), secrets.token_bytes(_LENGTH))
        self._hashing = threading.Lock()  # so that guessing costs no more than one core

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, origin: str) -> Credentials:
        """Read ``name:scrypt$salt$hash`` lines. Raises SettingsError."""
        logins = {}
        for line in filter(None, (line.strip() for line in lines)):
            name, _, text = line.partition(":")
            if not name or not _is_hash(text):
                raise SettingsError(
                    found=f"{origin} has a line that is not a login",
                    expected="lines of NAME:scrypt$SALT$HASH",
                    cure="create them: qa serve --credentials FILE --add NAME",
                )
            logins[name] = text
        if not logins:
            raise SettingsError(
                found=f"{origin} has no login",
                expected="at least one",
                cure="create one: qa serve --credentials FILE --add NAME",
            )
        return cls(logins)

    def verify(self, name: str, password: str) -> bool:
        """True when the password is that of the name."""
        salt, expected = self._logins.get(name, self._unknown_name)
        with self._hashing:
            return hmac.compare_digest(_scrypt(password, salt), expected)


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
        raise ValueError(f"{text!r} is not base64") from error


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
