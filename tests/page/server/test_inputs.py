"""What no control of the page sends, over a real server: one line in the reply and in its log."""

import httpx
import pytest

from tests.page.test_launch import fn_index, served

pytestmark = pytest.mark.slow

__all__ = ["served"]

FORGED = "/etc/\n\x1b[31mforged\u202e" + "y" * 900_000


def sent(url: str, path: str) -> httpx.Response:
    given = [{"path": path, "orig_name": "x.txt", "meta": {"_type": "gradio.FileData"}}]
    body = {"fn_index": fn_index(url, "add"), "session_hash": "s", "data": [given]}
    return httpx.post(f"{url}/gradio_api/run/predict", json=body)


def test_a_forged_path_is_one_short_line_of_the_log(served, caplog, capfd):
    url, _ = served()
    reply = sent(url, FORGED)
    assert reply.status_code == 500 and "reload the page" in reply.json()["error"]
    (line,) = [r.getMessage() for r in caplog.records if r.name == "page.server.inputs"]
    assert line.startswith("a request was rejected: ") and "forged" in line and len(line) < 300
    assert line.isprintable() and "\x1b" not in line
    said = "".join(capfd.readouterr())
    assert "Traceback" not in said and "\x1b" not in said and "forged" not in said


@pytest.mark.parametrize("data", [[], ["x"], [None, 1], [[{"path": 3}]], [[{"path": "\0"}]]])
def test_what_fits_no_control_is_refused_without_a_traceback(served, data, capfd):
    url, _ = served()
    body = {"fn_index": fn_index(url, "show"), "session_hash": "s", "data": data}
    httpx.post(f"{url}/gradio_api/run/predict", json=body)
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_refused_kind_of_file_is_said_and_leaves_no_traceback(served, seeds, capfd):
    url, _ = served()
    files = {"files": ("x.exe", b"x", "application/octet-stream")}
    (path,) = httpx.post(f"{url}/gradio_api/upload", files=files).json()
    reply = sent(url, path)
    assert reply.status_code == 500 and "Invalid file type" in reply.json()["error"]
    assert "Traceback" not in "".join(capfd.readouterr())
    assert [p.name for p in seeds({}).iterdir()] == ["a.txt"]
