"""A client of ``qa serve`` that means harm: a page with a login, and one without, on loopback.

Owns what is sent. served_page.py starts the page and sends.
"""

from __future__ import annotations

import json
import os
import random
import re
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

from index import build, open_embedder
from page.server.credentials import hash_password
from tests.support.processes import HOST
from tests.support.served_page import ASK, JSON, SECRET, Page, is_refusal, served
from tests.support.trials import Trials

PASSWORD = "correct horse"
MALFORMED, GUESSES, HELD, UPLOADS = 300, 60, 200, 30
LARGEST = 1_000_000  # bytes of a request; what is larger is dropped while it is sent
LET_IN = 10  # tries of a password from one address


def attack(trials: Trials, folder: Path, dice: random.Random) -> None:
    seeds, index, logins = folder / "seeds", folder / "index", folder / "logins.txt"
    seeds.mkdir()
    (seeds / "a.txt").write_text(SECRET)
    logins.write_text(f"ann:{hash_password(PASSWORD)}\n")
    build(seeds, index, embedder=open_embedder())
    with served(folder / "open", index) as page:
        strangers(trials, page)
        paths(trials, page, (seeds / "a.txt", index / "current", logins))
        malformed(trials, page, dice)
        half_requests(trials, page)
        uploads(trials, page, dice, seeds)
        trials.tell("the page answers afterwards", page.answers())
        logged(trials, page)
    with served(folder / "closed", index, "--credentials", str(logins)) as page:
        cookies = logged_in(page)
        without_login(trials, page)
        logouts(trials, page, cookies)
        guesses(trials, page)
        trials.tell("the page answers afterwards", page.answers(cookies))
        logged(trials, page)
    left = [*(folder / "open/tmp").iterdir(), *(folder / "closed/tmp").iterdir()]
    trials.tell("nothing is left where uploads lay", not left, left)


def strangers(trials: Trials, page: Page) -> None:
    own = f"{HOST}:{page.port}"
    for host in ("evil.example", f"{HOST}.evil.example", f"evil.example:{page.port}", "localhost.",
                 "169.254.169.254", "[::1].evil.example", "[::2]", f"{own}@evil.example", "",
                 f"evil.example#{own}", "0.0.0.0", "127.1", "2130706433"):  # fmt: skip
        for path in ("/", "/config", ASK):
            reply = page.send("GET", path, headers={"Host": host})
            trials.tell("wrong hosts", is_refusal(reply, 421), (host, reply))
    for origin in ("https://evil.example", "null", f"http://{HOST}:1", f"http://{own}.evil.example",
                   f"http://evil.example/{own}", f"http://{own}@evil.example", "", "http://[",
                   "file://", f"http://localhost:{page.port}"):  # fmt: skip
        for method, path in (("POST", ASK), ("GET", "/config"), ("POST", "/gradio_api/upload")):
            reply = page.send(method, path, b"{}", {"Origin": origin})
            trials.tell("wrong origins", is_refusal(reply, 403), (origin, reply))


def paths(trials: Trials, page: Page, files: tuple[Path, ...]) -> None:
    """No file is opened by a path of a client's, however it is spelled."""
    up = "/../" * 9
    targets = ["/etc/passwd", *map(str, files), str(page.folder / "log"), "//etc/passwd", "C:\\x",
               "http://169.254.169.254/", f"{up}etc/passwd", "a\0/etc/passwd",
               f"/proc/{page.program.pid}/environ"]  # fmt: skip
    places = ("/gradio_api/file=", "/file=", "/gradio_api/file/", "/static/", "/assets/",
              "/svelte/", "/gradio_api/proxy=", "/custom_component/x/client/component/", "/theme/",
              "/", "/gradio_api/stream/", "/gradio_api/vibe-code/", "/favicon.ico/")  # fmt: skip
    for place in places:
        for target in targets:
            for spelled in (quote(target), quote(target, safe=""), quote(quote(target, safe=""))):
                for method in ("GET", "HEAD", "POST"):
                    status, body, _ = page.send(method, place + spelled)
                    shown = b"root:" in body or SECRET.encode() in body or b"QA_CHECKS" in body
                    opened = status in (200, 206) and spelled.strip("/") != "" and not page_of(body)
                    holds = not shown and not opened and status != 500
                    trials.tell("paths of a client", holds, (method, place, spelled, status, body))


def page_of(body: bytes) -> bool:
    return not body or b"<!doctype html>" in body[:200].lower()


def malformed(trials: Trials, page: Page, dice: random.Random) -> None:
    """Bodies that are no call of the endpoint: refused in one line."""
    while trials.counts["malformed calls"] < MALFORMED:
        name, good = dice.choice((("ask", b'{"data": ["Who?"]}'), ("status", b'{"data": []}'),
                                  ("update", b'{"data": []}')))  # fmt: skip
        body = dice.choice(BODIES)(dice, good)
        if is_call(body, name):
            continue
        reply = page.send("POST", f"/gradio_api/call/{name}", body, JSON)
        holds = is_refusal(reply, 400) or (len(body) > LARGEST and reply[0] in (0, 413))
        trials.tell("malformed calls", holds, (body[:80], reply))


def is_call(body: bytes, name: str) -> bool:
    try:
        data = json.loads(body)["data"]
        return isinstance(data, list) and list(map(type, data)) == ([str] if name == "ask" else [])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def flipped(dice: random.Random, good: bytes) -> bytes:
    changed = bytearray(good)
    changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def of_other_types(dice: random.Random, good: bytes) -> bytes:
    kinds = (None, True, 5, -1e308, "x", [], {}, [["a"]], [None], ["a", "b"], {"0": "a"}, [{}])
    key = dice.choice(("data", "data ", "DATA", "fn_index"))
    return json.dumps({key: dice.choice(kinds), "session_hash": dice.choice(kinds)}).encode()


BODIES = (
    flipped,
    of_other_types,
    lambda dice, good: good[: dice.randrange(len(good))],
    lambda dice, good: dice.randbytes(dice.randrange(200)),
    lambda dice, good: good * 2,
    lambda dice, good: dice.choice((b"[", b'{"data":', b"1", b'"', b"\xff")) * 50_000,
    lambda dice, good: b'{"data": ["\\ud800"]}',
    lambda dice, good: b'{"data": ["' + b"a" * 1_100_000 + b'"]}',
    lambda dice, good: b'{"data": [' + b"9" * 5_000 + b"]}",
)


def half_requests(trials: Trials, page: Page) -> None:
    """Connections that never end their request take nobody's place."""
    starts = (b"", b"POST ", b"GET / HTTP/1.1\r\nHost: ", b"\x16\x03\x01", b"\r\n" * 100,
              b"POST /gradio_api/upload HTTP/1.1\r\nContent-Length: 1000\r\n\r\nab")  # fmt: skip
    with ExitStack() as held:
        for number in range(HELD):
            line = held.enter_context(socket.create_connection((HOST, page.port), timeout=20))
            line.sendall(starts[number % len(starts)])
            trials.counts["connections held open"] += 1
        for _ in range(3):
            trials.tell("questions beside them, answered", page.answers())


def uploads(trials: Trials, page: Page, dice: random.Random, seeds: Path) -> None:
    """Whatever a file is called, it lies in the folder of uploads alone."""
    before = everything(page.folder.parent)
    names = ["../../x.txt", "/etc/cron.d/x", "..", ".", "", "a/b.txt", "a\\b.txt", "con.txt",
             "\x1b[2J", "x" * 5_000, "a.php", ".bashrc", "a\0b.txt", "%2e%2e%2fx", "-rf", "a;b|c",
             "\u202etxt.exe", "<img src=x>.txt", "{{x}}.txt", "current", "lock"]  # fmt: skip
    kinds = (
        "text/plain",
        "text/html",
        "application/x-sh",
        "../../x",
        "\x1b",
        "multipart/form-data",
    )
    for number in range(UPLOADS):
        name = names[number % len(names)].replace('"', "")
        body = (
            f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            f"Content-Type: {dice.choice(kinds)}\r\n\r\nA stone.\r\n--b--\r\n"
        ).encode()
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        status, said, _ = page.send("POST", "/gradio_api/upload", body, kind)
        holds = status in range(400, 500) or (status == 200 and lie_in(said, page.folder / "tmp"))
        trials.tell("uploads of odd names and types", holds, (name, status, said))
    made = everything(page.folder.parent) - before
    stray = [name for name in made if not name.startswith("open/tmp/article-qa-")]
    trials.tell("files of uploads elsewhere", not stray, stray)


def lie_in(said: bytes, folder: Path) -> bool:
    return all(Path(os.path.realpath(path)).is_relative_to(folder) for path in json.loads(said))


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def logged(trials: Trials, page: Page) -> None:
    """Try to write a line of the log, or to move a terminal's cursor, by what a client sends."""
    for path in ("/x%0aERROR:%20forged", "/%1b%5b2J", "/gradio_api/call/ask/%0d%0aforged%1b%5b2J",
                 "/gradio_api/file=%0aforged", "/%c2%9b2J", "/%e2%80%aeforged"):  # fmt: skip
        page.send("GET", path)
        page.send("GET", "/", headers={"User-Agent": f"\x1b[2J{path}"})
        with socket.create_connection((HOST, page.port), timeout=20) as line:
            line.sendall(b"GET \x1b[2J\x07 HTTP/9.9\r\nforged\r\n\r\n")
        log = page.program.output()
        forged = [line for line in log.splitlines() if line.startswith(("forged", "ERROR: forged"))]
        hidden = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", log)
        trials.tell("forged paths in the log", not forged and not hidden, (forged, hidden))
    log = page.program.output()
    trials.tell("no traceback in the log", "Traceback" not in log, log[-2_000:])


def logged_in(page: Page) -> dict[str, str]:
    body = urlencode({"username": "ann", "password": PASSWORD}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    _, _, headers = page.send("POST", "/login", body, kind)
    cookie = headers.get("set-cookie", "").split(";")[0]
    return {"Cookie": cookie}


def without_login(trials: Trials, page: Page) -> None:
    asked = (("GET", "/config"), ("GET", "/gradio_api/info"), ("GET", "/gradio_api/openapi.json"),
             ("POST", ASK), ("POST", "/gradio_api/call/status"),
             ("POST", "/gradio_api/call/update"), ("POST", "/gradio_api/queue/join"),
             ("POST", "/gradio_api/run/predict"), ("POST", "/gradio_api/api/predict"),
             ("POST", "/gradio_api/upload"), ("GET", "/gradio_api/queue/data"), ("GET", f"{ASK}/x"),
             ("GET", "/gradio_api/file=/etc/passwd"), ("POST", "/gradio_api/cancel"),
             ("POST", "/gradio_api/reset"), ("GET", "/token"), ("GET", "/user"))  # fmt: skip
    for method, path in asked:
        for cookie in ("", "access-token=x", "access-token-unsecure=None", "access-token=null"):
            body = b'{"data": []}' if "ask" not in path else b'{"data": ["Who?"]}'
            given = JSON | {"Cookie": cookie}
            status, said, _ = page.send(method, path, body if method == "POST" else None, given)
            told = status == 200 and said not in (b"null", b'{"token":null,"user":null}')
            holds = not told and status < 500
            trials.tell("requests without a login", holds, (method, path, cookie, status, said))


def logouts(trials: Trials, page: Page, cookies: Mapping[str, str]) -> None:
    for path in ("/logout", "/logout/", "/logout?x=1"):
        for site in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            page.send("GET", path, headers=cookies | site)
            held = page.send("GET", "/config", headers=cookies)[0] == 200
            trials.tell("log-outs by another page", held, (path, site))


def guesses(trials: Trials, page: Page) -> None:
    """Tries of passwords from ever new addresses and for ever new names, the right one last."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    passed = 0
    for number in range(GUESSES):
        name, word = (
            ("ann", PASSWORD) if number == GUESSES - 1 else (f"ann{number}", f"word{number}")
        )
        address = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.1.{number}",
                   "Forwarded": f"for=10.0.2.{number}"}  # fmt: skip
        body = urlencode({"username": name, "password": word}).encode()
        status, said, _ = page.send("POST", "/login", body, kind | address)
        passed += status != 429
        trials.tell("guesses of a password", status in (400, 401, 429), (number, status, said))
    trials.tell("guesses that were looked at", passed <= LET_IN, passed)
