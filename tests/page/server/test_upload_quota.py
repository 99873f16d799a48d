import asyncio

from page.server.upload_quota import UploadQuota


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
