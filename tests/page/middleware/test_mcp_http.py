import asyncio
import base64
import json

import pytest

from page.middleware.mcp_http import McpEndpoint, McpLogin
from page.server.login import IN_TOTAL, PER_NAME, LoginCheck
from page.server.rate_limiter import RateLimiter

PAIRS = {("ann", "correct horse"), ("bob", "pass:word"), ("eve", "Grüße")}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Checked:
    """Passwords that were hashed."""

    def __init__(self):
        self.pairs = []

    def verify(self, name, password):
        self.pairs.append((name, password))
        return (name, password) in PAIRS


def login(checked=None, clock=None, burst=10):
    clock = clock or Clock()
    attempts = RateLimiter(per_second=burst / 60, burst=burst, clock=clock)
    return McpLogin(LoginCheck((checked or Checked()).verify, clock=clock), attempts)


def header(name, password, *, scheme="Basic", encoding="utf-8"):
    text = base64.b64encode(f"{name}:{password}".encode(encoding)).decode()
    return f"{scheme} {text}"


def status(check, *values, client="1.2.3.4"):
    """Status of a request with these Authorization headers, 200 for one that may pass."""
    headers = [(b"Authorization", value.encode("latin-1")) for value in values]
    rejection = asyncio.run(check.rejection({"headers": headers, "client": (client, 1)}))
    return rejection.status if rejection else 200


@pytest.mark.parametrize("pair", sorted(PAIRS))
def test_a_right_login_passes(pair):
    assert status(login(), header(*pair)) == 200
    assert status(login(), header(*pair, scheme="bASIC")) == 200


@pytest.mark.parametrize(
    "values",
    [
        (),
        ("",),
        ("Basic",),
        ("Basic !!!",),
        ("Basic " + base64.b64encode(b"ann").decode(),),
        ("Basic " + base64.b64encode(b"ann:\xff").decode(),),
        ("Bearer " + base64.b64encode(b"ann:correct horse").decode(),),
        (header("ann", "correct horse"), header("ann", "correct horse")),
    ],
)
def test_what_is_no_login_is_refused_before_anything_is_hashed(values):
    checked = Checked()
    assert status(login(checked), *values) == 401 and not checked.pairs


@pytest.mark.parametrize(
    ("name", "password"),
    [("ann", "wrong"), ("ann", ""), ("", ""), ("nobody", "correct horse"), ("bob", "word"),
     ("ann:correct horse", ""), ("ann", "correct horse "), ("Ann", "correct horse")],
)  # fmt: skip
def test_a_wrong_login_is_refused(name, password):
    assert status(login(), header(name, password)) == 401


def test_a_right_login_is_hashed_once_and_a_wrong_one_each_time():
    checked = Checked()
    check = login(checked)
    assert [status(check, header("ann", "correct horse")) for _ in range(50)] == [200] * 50
    assert len(checked.pairs) == 1
    assert [status(check, header("ann", "wrong")) for _ in range(3)] == [401] * 3
    assert len(checked.pairs) == 4


def test_an_address_a_name_and_all_together_have_few_attempts_a_minute():
    clock = Clock()
    check = login(clock=clock, burst=3)
    assert [status(check, header("ann", str(n))) for n in range(4)] == [401] * 3 + [429]
    assert status(check, header("bob", "pass:word"), client="5.6.7.8") == 200
    clock.now = 60.0
    assert status(check, header("ann", "x")) == 401

    checked = Checked()
    check = login(checked, burst=1000)
    by_name = [status(check, header("ann", str(n)), client=str(n)) for n in range(PER_NAME + 1)]
    assert by_name == [401] * PER_NAME + [429]
    others = [status(check, header(f"n{n}", "x"), client=str(n)) for n in range(IN_TOTAL)]
    assert others[-1] == 429 and len(checked.pairs) == IN_TOTAL


def test_who_was_let_in_stays_in_while_others_guess():
    check = login(burst=3)
    assert status(check, header("ann", "correct horse")) == 200
    assert [status(check, header("ann", str(n))) for n in range(3)][-1] == 429
    assert status(check, header("ann", "correct horse")) == 200


def call(endpoint, path, method="POST", content=b"", **headers):
    sent = []

    async def receive():
        return {"type": "http.request", "body": content}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "client": ("1.2.3.4", 1),
             "headers": [(k.encode(), v.encode()) for k, v in headers.items()]}  # fmt: skip
    asyncio.run(endpoint(scope, receive, send))
    return sent


def test_only_its_own_path_is_asked_for_a_login():
    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})

    endpoint = McpEndpoint(page, server=None, login=login())
    for path in ("/gradio_api/mcp", "/gradio_api/mcp/", "/gradio_api/mcp//"):
        start, body = call(endpoint, path)
        headers = dict(start["headers"])
        assert start["status"] == 401
        assert headers[b"www-authenticate"] == b'Basic realm="article-qa", charset="UTF-8"'
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert json.loads(body["body"])["error"].count("; ") == 2
    for path in ("/", "/gradio_api/mcp/schema", "/gradio_api/mcpx", "/x/gradio_api/mcp"):
        assert call(endpoint, path)[0]["status"] == 204


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD"])
def test_other_methods_are_refused_after_the_login(method):
    endpoint = McpEndpoint(None, server=None, login=login())
    assert call(endpoint, "/gradio_api/mcp", method)[0]["status"] == 401
    start, _ = call(
        endpoint, "/gradio_api/mcp", method, authorization=header("ann", "correct horse")
    )
    assert start["status"] == 405 and dict(start["headers"])[b"allow"] == b"POST"


def test_a_body_that_is_nested_too_deep_is_refused_in_one_line():
    endpoint = McpEndpoint(None, server=None, login=None)
    start, body = call(endpoint, "/gradio_api/mcp/", content=b"[" * 100_000)
    assert start["status"] == 400
    assert json.loads(body["body"])["error"].startswith("the body is nested too deep; expected")
