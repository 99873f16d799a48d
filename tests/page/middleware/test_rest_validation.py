import asyncio
import json

import httpx
import pytest
from gradio_client import Client

from page.middleware.rest_validation import Parameter, RestValidation

ASKED = Parameter("question", "text")
PARAMETERS = {
    "ask": [ASKED],
    "search": [ASKED, Parameter("limit", "number")],
    "status": [],
    "tell": [ASKED, Parameter("after", "text", ""), Parameter("who", "list of texts", ["all"]),
             Parameter("history", "list of objects", [])],
}  # fmt: skip


async def _echo(scope, receive, send):
    """Gives back the body, and the length that the request states."""
    message = await receive()
    length = dict(scope["headers"]).get(b"content-length", b"")
    await send({"type": "http.response.start", "status": 200, "headers": [(b"length", length)]})
    await send({"type": "http.response.body", "body": message["body"]})


def call(body: bytes, path="/gradio_api/call/ask", method="POST", kind="application/json"):
    """Status, stated length and body of what the app, or the check, answers."""
    parts = [body[:3], body[3:]]
    sent = []

    async def receive():
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path,
             "headers": [(b"content-length", str(len(body)).encode()),
                         (b"content-type", kind.encode())]}  # fmt: skip
    calls = RestValidation(_echo, parameters=PARAMETERS)
    asyncio.run(calls(scope, receive, send))
    length = dict(sent[0]["headers"]).get(b"length", b"")
    return sent[0]["status"], length, sent[1]["body"]


def test_a_call_is_handed_on_with_its_data_alone():
    status, length, body = call(b'{"data": ["Wer?"], "session_hash": 5}')
    assert (status, body) == (200, b'{"data": ["Wer?"]}')
    assert length == str(len(body)).encode()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[true]", b"{}", b'{"data":[]}', b'{"data":[1]}', b"\xff",
             b'{"data":["a","b"]}', b'{"data":["\\ud800"]}', b"[" * 100_000]
)  # fmt: skip
def test_anything_else_is_refused_in_one_line(body):
    status, _, answer = call(body)
    error = json.loads(answer)["error"]
    assert status == 400 and error.endswith('; expected {"data": [text]}; send that')
    assert len(error) < 200


@pytest.mark.parametrize("limit", [b"true", b"1.0", b'"1"', b"null", b"1e400"])
def test_a_number_is_an_integer(limit):
    status, _, answer = call(b'{"data":["Wer?",%s]}' % limit, path="/gradio_api/call/search")
    assert status == 400 and '{"data": [text, number]}' in json.loads(answer)["error"]
    body = b'{"data": ["Wer?", 5]}'
    assert call(body, path="/gradio_api/call/search")[2] == body


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [
        ({"data": ["Wer?"]}, ["Wer?", "", ["all"], []]),
        ({"data": ["Wer?", "2023"]}, ["Wer?", "2023", ["all"], []]),
        ({"data": ["Wer?", "2023", []]}, ["Wer?", "2023", [], []]),
        ({"data": ["Wer?", "", ["a", "b"], [{}]]}, ["Wer?", "", ["a", "b"], [{}]]),
        ({"question": "Wer?"}, ["Wer?", "", ["all"], []]),
        ({"history": [{"answer": 1}], "question": "?"}, ["?", "", ["all"], [{"answer": 1}]]),
    ],
)
def test_what_may_be_left_out_has_its_default(given, handed_on):
    status, _, body = call(json.dumps(given).encode(), path="/gradio_api/call/tell")
    assert (status, json.loads(body)) == (200, {"data": handed_on})


@pytest.mark.parametrize(
    "given",
    [
        *({"data": data} for data in (
            [], [1], ["a", 1], ["a", None], ["a", "", "b"], ["a", "", [1]], ["a", "", [], "b"],
            ["a", "", [], ["b"]], ["a", "", [], [], "b"],
        )),
        {"after": "2023"}, {"question": 1}, {"question": "a", "who": "b"},
        {"question": "a", "q": "b"}, {"question": "a", "history": ["b"]},
    ],
)  # fmt: skip
def test_what_may_be_left_out_has_its_type(given):
    status, _, body = call(json.dumps(given).encode(), path="/gradio_api/call/tell")
    assert status == 400
    assert json.loads(body)["error"].endswith(
        '; expected {"data": [text]}; send that, or with more after it: text, list of texts, list'
        " of objects"
    )


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "x" * 900])
def test_a_call_states_that_it_is_json(kind):
    status, _, answer = call(b'{"data": ["Wer?"]}', kind=kind)
    error = json.loads(answer)["error"]
    assert status == 415 and len(error) < 200
    assert error.endswith("; expected application/json; set that Content-Type")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_stated_in_other_letters(kind):
    assert call(b'{"data": ["Wer?"]}', kind=kind)[0] == 200


def test_an_endpoint_that_there_is_none_of_is_named():
    for path in ("/gradio_api/call/nothing", "/gradio_api/call/v2/ask"):
        status, _, answer = call(b'{"data": []}', path=path)
        assert (
            status == 404 and "expected one of ask, search, status" in json.loads(answer)["error"]
        )


def test_what_is_no_call_passes_as_it_is():
    assert call(b"xyz", path="/gradio_api/queue/join") == (200, b"3", b"xyz")
    assert call(b"xyz", method="GET")[0] == 200


@pytest.mark.slow
def test_a_follow_up_is_sent_by_name_with_what_was_answered_before(site):
    def told(body):
        url = f"{site.url}/gradio_api/call/ask"
        event = httpx.post(url, json=body).json()["event_id"]
        kind, data = httpx.get(f"{url}/{event}").text.splitlines()[:2]
        return kind, json.loads(data.removeprefix("data: "))

    kind, (first,) = told({"data": ["Did the apple hit a stone?"]})
    assert (kind, first["searched"]) == ("event: complete", None)
    for turn in (first, {"question": first["question"], "answer": first["answer"]}):
        kind, (said,) = told({"question": "and when?", "history": [turn]})
        assert (kind, said["question"]) == ("event: complete", "and when?")
        assert said["searched"] == "When did the apple hit a stone?"
    client = Client(site.url, verbose=False)
    said = client.predict("why?", history=[first, said], api_name="/ask")
    assert said["searched"] == "Why did the apple hit a stone?"
    kind, line = told({"question": "why?", "history": [{"answer": "8th"}]})
    assert (kind, line["error"]) == (
        "event: error",
        "history[0] is {'answer': '8th'}; expected {\"question\": text, \"answer\": text or null};"
        " send that, or what ask returned",
    )
