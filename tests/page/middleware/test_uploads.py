import asyncio

import pytest

from page.middleware.uploads import UploadProgress, UploadQuota


def upload(quota, path="/gradio_api/upload") -> int:
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(quota({"type": "http", "method": "POST", "path": path}, None, send))
    return sent[0]["status"]


async def _page(scope, receive, send):
    await send({"type": "http.response.start", "status": 200})


def test_uploads_are_refused_while_too_much_lies_in_the_folder(tmp_path):
    quota = UploadQuota(_page, folder=tmp_path, limit=1000)
    assert upload(quota) == 200
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(b"0" * 1000)
    assert upload(quota) == 507
    assert upload(quota, path="/config") == 200
    (tmp_path / "a" / "x.txt").unlink()
    assert upload(quota) == 200


def test_a_folder_that_is_not_there_yet_holds_nothing(tmp_path):
    assert upload(UploadQuota(_page, folder=tmp_path / "none")) == 200


def asked(status: int, path: str = "/gradio_api/upload_progress") -> tuple[int, bytes]:
    """Status and body of a request that the page below answers with a status."""
    sent = []

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"page"})

    async def send(message):
        sent.append(message)

    asyncio.run(UploadProgress(page)({"type": "http", "path": path}, None, send))
    return sent[0]["status"], sent[1]["body"]


def test_an_upload_that_is_not_known_any_more_is_done():
    assert asked(404) == (200, b'data: {"msg": "done"}\n\n')


@pytest.mark.parametrize(
    ("status", "path"), [(200, "/gradio_api/upload_progress"), (404, "/gradio_api/other")]
)
def test_other_answers_pass(status, path):
    assert asked(status, path) == (status, b"page")
