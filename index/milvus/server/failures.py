"""Failures of a Milvus server in the words of our errors.

Owns these words. Pure: the two kinds of exceptions are distinguished by their attributes, and the
client library is not imported.
"""

from __future__ import annotations

from index.errors import ArticleQAError, IndexMissingError, IndexUnreachableError
from index.location import Address

MESSAGE_LENGTH = 200  # characters of the server's message that are shown

_MISSING, _NO_CONNECTION = 100, 2  # codes of the library
_NOT_LOADED, _STACK = "collection not loaded", "stack trace"


def translate_error(address: Address, error: Exception) -> ArticleQAError:
    """The error to raise for an exception of the client library or of gRPC."""
    code, message = getattr(error, "code", None), str(getattr(error, "message", ""))
    if code == _MISSING:
        return IndexMissingError(
            found=f"no collection of that kind at {address}",
            expected="one built before",
            cure=f"run qa index --index {address}",
        )
    if _NOT_LOADED in message:
        return IndexUnreachableError(
            found=f"the server of {address} has not loaded the index",
            expected="it loaded, as it is some seconds after the server has started",
            cure="ask again in a moment",
        )
    if callable(code) or code == _NO_CONNECTION:  # callable: of gRPC itself
        status = getattr(code(), "name", str(code())) if callable(code) else "UNAVAILABLE"
        return IndexUnreachableError(
            found=f"the server of {address} does not answer, or does not take the token"
            f" ({status.replace('_', ' ').lower()})",
            expected="a Milvus server that runs and knows the token",
            cure="start it or wait, and check host, port and QA_MILVUS_TOKEN",
        )
    return IndexUnreachableError(
        found=f"the server of {address} fails: {_short(message) or type(error).__name__}",
        expected="an answer",
        cure="try again in a moment; if it fails again, look at the server's log",
    )


def _short(message: str) -> str:
    """The server's message without the stack trace that it sends along."""
    return message.partition(_STACK)[0].strip(" :\n")[:MESSAGE_LENGTH]
