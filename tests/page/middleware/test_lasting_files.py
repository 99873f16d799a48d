import asyncio

import pytest

from page.middleware.lasting_files import KEEP, LastingFiles

ASSET = {"type": "http", "path": "/assets/index-DphvyggB.js", "query_string": b""}


def headers_of(request, status: int = 200) -> list[tuple[bytes, bytes]]:
    """The headers of an answer to a request, which the page below gives none."""
    sent = []

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    asyncio.run(LastingFiles(page)(request, None, send))
    return sent[0]["headers"]


@pytest.mark.parametrize(
    "request_", [ASSET, ASSET | {"path": "/theme.css", "query_string": b"v=6f283c66"}]
)
def test_a_file_whose_address_names_its_content_is_kept(request_):
    assert headers_of(request_) == [KEEP]


@pytest.mark.parametrize("path", ["/", "/theme.css", "/config", "/static/js/x.js", "/login"])
def test_nothing_else_is_kept(path):
    assert headers_of(ASSET | {"path": path}) == []


def test_a_file_that_is_not_there_is_not_remembered():
    assert headers_of(ASSET, status=404) == []
