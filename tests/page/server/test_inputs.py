"""Requests that no control of the page sends, to a real server: one line in reply and log."""

import httpx
import pytest

pytestmark = pytest.mark.slow

# Each test serves a page of its own: what a server prints goes to where it began to print.
FORGED = "/etc/\n\x1b[31mforged\u202e" + "y" * 900_000


def test_a_forged_path_is_one_short_line_of_the_log(served, caplog, capfd):
    reply = served().add(FORGED)
    assert reply.status_code == 500 and "reload the page" in reply.json()["error"]
    (line,) = [r.getMessage() for r in caplog.records if r.name == "page.server.inputs"]
    assert line.startswith("a request was rejected: ") and "forged" in line and len(line) < 300
    assert line.isprintable() and "\x1b" not in line
    said = "".join(capfd.readouterr())
    assert "Traceback" not in said and "\x1b" not in said and "forged" not in said


def test_what_fits_no_control_is_refused_without_a_traceback(served, capfd):
    site = served()
    show = site.fn_index("show")
    for data in ([], ["x"], [None, 1], [[{"path": 3}]], [[{"path": "\0"}]]):
        body = {"fn_index": show, "session_hash": "s", "data": data}
        httpx.post(f"{site.url}/gradio_api/run/predict", json=body)
        assert "Traceback" not in "".join(capfd.readouterr()), data


def test_a_refused_kind_of_file_is_said_and_leaves_no_traceback(served, capfd):
    site = served()
    files = {"files": ("x.exe", b"x", "application/octet-stream")}
    (path,) = httpx.post(f"{site.url}/gradio_api/upload", files=files).json()
    reply = site.add(path)
    assert reply.status_code == 500 and "Invalid file type" in reply.json()["error"]
    assert "Traceback" not in "".join(capfd.readouterr())
    assert [p.name for p in site.seeds.iterdir()] == ["a.txt"]
