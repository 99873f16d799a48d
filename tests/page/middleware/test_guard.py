import asyncio

import pytest

from page.middleware.guard import RequestGuard, RequestLimits, login_limiter

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def _page(scope, receive, send):
    """Reads its request to the end and says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def call(guard, *, path="/", method="GET", body=(b"",), client="1.2.3.4", **headers):
    """Status, headers and body of one request."""
    told = {"host": "127.0.0.1:7860"} | {k.replace("_", "-"): v for k, v in headers.items()}
    scope = {
        "type": "http", "path": path, "method": method, "client": (client, 1),
        "headers": [(k.encode(), v.encode()) for k, v in told.items() if v is not None],
    }  # fmt: skip
    parts, sent = list(body), []

    async def receive():
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


def guard(hosts=HOSTS, clock=None, **limits):
    return RequestGuard(_page, hosts=hosts, limits=RequestLimits(**limits), clock=clock or Clock())


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_the_page_is_called_by_its_own_names(host):
    assert call(guard(), host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", None, "localhost.",
             "[::1", "evil@127.0.0.1", "[::1].evil.example", "127.0.0.1:7860@evil.example",
             "[::1]]", "127.0.0.1:80:80"],
)  # fmt: skip
def test_any_other_name_is_refused_so_that_no_site_can_rebind_to_it(host):
    status, _, said = call(guard(), host=host)
    assert status == 421 and "expected its own address" in said


def test_behind_a_login_any_name_may_be_used():
    assert call(guard(hosts=None), host="articles.example")[0] == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:7860", 200), ("http://127.0.0.1:9999", 403), ("https://evil.example", 403),
     ("null", 403), ("http://[bad", 403), ("http://[::1]x", 403), ("", 403)],
)  # fmt: skip
def test_other_pages_cannot_ask(origin, status):
    assert call(guard(), origin=origin)[0] == status


def test_every_answer_forbids_other_machines_frames_and_guessing():
    for headers in (call(guard())[1], call(guard(), host="evil.example")[1]):
        policy = headers[b"content-security-policy"].decode()
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "http:" not in policy and "*" not in policy
        assert headers[b"x-content-type-options"] == b"nosniff"


def test_a_body_has_a_limit_stated_or_not():
    small = guard(body=10, upload=100)
    assert call(small, content_length="10", body=[b"0" * 10])[2] == "10"
    assert call(small, content_length="1000000000")[0] == 413
    assert call(small, content_length="nonsense")[0] == 413
    assert call(small, body=[b"0" * 6, b"0" * 6])[0] == 413
    assert call(small, content_length="²")[0] == 413


def test_only_a_form_of_files_at_the_one_path_for_uploads_may_be_large():
    small = guard(body=10, upload=100)
    upload = {"path": "/gradio_api/upload", "method": "POST", "content_length": "100"}
    form = {"content_type": "multipart/form-data; boundary=x"}
    assert call(small, **upload, **form)[0] == 200
    assert call(small, **upload | {"content_length": "101"}, **form)[0] == 413
    assert call(small, **upload, content_type="application/json")[0] == 413
    assert call(small, **upload)[0] == 413
    assert call(small, **upload | {"path": "/gradio_api/call/upload"}, **form)[0] == 413
    assert call(small, **upload | {"path": "/x/gradio_api/upload"}, **form)[0] == 413


def test_no_other_page_logs_a_visitor_out():
    page = guard()
    for site, status in [("same-origin", 200), ("none", 200), ("cross-site", 403), (None, 403)]:
        assert call(page, path="/logout", sec_fetch_site=site)[0] == status, site


def test_a_failing_app_is_told_in_json_and_logged_in_one_line(caplog):
    async def failing(scope, receive, send):
        raise ValueError("of all things")

    status, _, said = call(
        RequestGuard(failing, hosts=None, limits=RequestLimits()), path="/a\x1b\nb"
    )
    assert status == 500 and "the request failed; expected" in said
    (record,) = caplog.records
    assert record.exc_info is None and "\n" not in record.getMessage()
    assert "\x1b" not in record.getMessage()


def test_an_app_that_has_begun_to_answer_is_cut_off():
    async def hasty(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        await receive()

    assert (
        call(RequestGuard(hasty, hosts=None, limits=RequestLimits(body=1)), body=[b"00"])[2]
        == "begun"
    )


def test_a_client_with_too_many_requests_is_asked_to_wait():
    clock = Clock()
    page = guard(clock=clock, per_second=1, burst=3)
    assert [call(page)[0] for _ in range(4)] == [200, 200, 200, 429]
    assert "too many requests" in call(page)[2]
    assert call(page, client="5.6.7.8")[0] == 200
    clock.now = 1.0
    assert [call(page)[0] for _ in range(2)] == [200, 429]


def test_passwords_cannot_be_tried_fast():
    page = guard(logins_per_minute=2)
    tries = [call(page, path="/login", method="POST")[0] for _ in range(3)]
    assert tries == [200, 200, 429]
    assert call(page, path="/", method="POST")[0] == 200


def test_attempts_elsewhere_count_where_the_limiter_is_shared():
    limits = RequestLimits(logins_per_minute=2)
    attempts = login_limiter(limits, clock=Clock())
    page = RequestGuard(_page, hosts=None, limits=limits, logins=attempts, clock=Clock())
    assert attempts.allow("1.2.3.4")
    tries = [call(page, path="/login", method="POST")[0] for _ in range(2)]
    assert tries == [200, 429]


def test_websockets_are_not_answered_and_lifespans_pass():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    page = RequestGuard(app, hosts=HOSTS, limits=RequestLimits())
    asyncio.run(page({"type": "websocket", "headers": []}, None, None))
    asyncio.run(page({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]


@pytest.mark.parametrize("length", ["\u00b2", "-1", "1_0", "9" * 5000, ""])
def test_a_length_that_is_no_number_is_too_much(length):
    async def page(scope, receive, send):
        pytest.fail("it came through")

    headers = [(b"host", b"localhost"), (b"content-length", length.encode("latin-1"))]
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/", "method": "POST", "client": ("1.2.3.4", 1),
             "headers": headers}  # fmt: skip
    asyncio.run(RequestGuard(page, hosts=HOSTS, limits=RequestLimits())(scope, None, send))
    assert sent[0]["status"] == 413
