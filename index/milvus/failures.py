"""What a failure of a Milvus server is to a user.

Owns the words for it. Pure: the client library, whose two kinds of errors it tells apart by what
they carry, is client.py's.
"""

from __future__ import annotations

from index.errors import ArticleQAError, IndexMissingError, IndexUnreachableError
from index.location import Address

SAID = 200  # characters of what the server says that are shown

_MISSING, _NO_CONNECTION = 100, 2  # as the library numbers what may fail
_NOT_LOADED, _STACK = "collection not loaded", "stack trace"


def told(address: Address, error: Exception) -> ArticleQAError:
    """What a failure of the server is to a user."""
    code, said = getattr(error, "code", None), str(getattr(error, "message", ""))
    if code == _MISSING:
        return IndexMissingError(
            found=f"no collection of that kind at {address}",
            expected="one built before",
            cure=f"run qa index --index {address}",
        )
    if _NOT_LOADED in said:
        return IndexUnreachableError(
            found=f"the server of {address} has not loaded the index",
            expected="it loaded, as it is some seconds after the server has started",
            cure="ask again in a moment",
        )
    if callable(code) or code == _NO_CONNECTION:  # callable: of gRPC itself
        said = getattr(code(), "name", str(code())) if callable(code) else "UNAVAILABLE"
        return IndexUnreachableError(
            found=f"the server of {address} does not answer, or does not take the token"
            f" ({said.replace('_', ' ').lower()})",
            expected="a Milvus server that runs and knows the token",
            cure="start it or wait, and check host, port and QA_MILVUS_TOKEN",
        )
    return IndexUnreachableError(
        found=f"the server of {address} fails: {_short(said) or type(error).__name__}",
        expected="an answer",
        cure="try again in a moment; if it stays so, look at the server's log",
    )


def _short(said: str) -> str:
    """What the server says, without the stack of calls that it sends along."""
    return said.partition(_STACK)[0].strip(" :\n")[:SAID]
