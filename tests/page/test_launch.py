"""The page over a real server on loopback, with toy models: what programs and intruders meet."""

import json
import re
import socket
import threading

import gradio.routes
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from index.errors import IndexFolderError, SettingsError
from page import launch
from page.launch import MAX_UPLOAD_BYTES, serve
from page.panels.events import MAX_CONCURRENT_QUESTIONS
from page.server.address import ListenAddress
from page.server.credentials import Credentials
from qa import Settings
from tests.support.toys import APPLES

pytestmark = pytest.mark.slow


def test_programs_ask_see_what_changed_and_update(served, seeds):
    url = served().url
    client = Client(url, verbose=False)
    answer = client.predict("Did the apple hit a stone?", api_name="/ask")
    assert answer["answer"] == "An apple fell on the stone."
    assert answer["citations"][0]["article"] == "a.txt"
    seeds({"b.txt": "A stone sank."})
    status = client.predict(api_name="/status")
    assert (status["generation"], status["added"], status["updating"]) == (1, ["b.txt"], False)
    assert client.predict(api_name="/update")["generation"] == 2
    assert client.predict(api_name="/status")["added"] == []
    with pytest.raises(AppError, match="the question is empty; expected"):
        client.predict(" ", api_name="/ask")


def test_only_the_five_are_offered_and_their_types_are_told(site):
    offered = Client(site.url, verbose=False).view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {
        "/ask", "/check_text", "/search", "/status", "/update",
    }  # fmt: skip
    assert offered["unnamed_endpoints"] == {}
    ask = offered["named_endpoints"]["/ask"]
    assert ask["parameters"][0]["parameter_name"] == "question"
    citation = ask["returns"][0]["type"]["properties"]["citations"]["items"]["properties"]
    assert citation["start"] == {"type": "integer"} and citation["quote"] == {"type": "string"}
    assert "quoted from them" in ask["description"]


def test_rest_is_two_requests(site):
    ask = f"{site.url}/gradio_api/call/ask"
    event = httpx.post(ask, json={"data": ["apple"]}).json()["event_id"]
    told = httpx.get(f"{ask}/{event}").text
    assert told.startswith("event: complete\ndata: ")
    assert json.loads(told.splitlines()[1][6:])[0]["answer"] == "An apple fell on the stone."


def test_a_limit_may_be_left_out_of_a_search(site):
    search = f"{site.url}/gradio_api/call/search"
    event = httpx.post(search, json={"data": ["apple"]}).json()["event_id"]
    assert httpx.get(f"{search}/{event}").text.startswith("event: complete\n")


def test_a_filter_may_follow_a_question(site):
    client = Client(site.url, verbose=False)
    said = client.predict("apple", within=["a.txt"], api_name="/ask")
    assert (said["filter"]["within"], said["filter"]["articles"]) == (["a.txt"], 1)
    assert client.predict("apple", api_name="/ask")["filter"] is None
    assert client.predict("apple", within=["a.txt"], api_name="/search")["passages"]
    with pytest.raises(AppError, match="no article is left by the filter"):
        client.predict("apple", after="2023", api_name="/ask")


def test_other_hosts_and_origins_are_refused(site):
    assert httpx.get(site.url, headers={"Host": "evil.example"}).status_code == 421
    assert httpx.get(site.url, headers={"Origin": "https://evil.example"}).status_code == 403
    page = httpx.get(site.url)
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_the_document_is_compressed_and_its_scripts_are_kept(site):
    document = httpx.get(site.url)
    assert document.headers["content-encoding"] == "gzip"
    assert int(document.headers["content-length"]) < len(document.content) / 4
    script = re.search(r"assets/index-[\w-]+\.js", document.text)[0]
    assert "immutable" in httpx.get(f"{site.url}/{script}").headers["cache-control"]
    assert "cache-control" not in document.headers


@pytest.mark.parametrize("path", ["/etc/passwd", "{seeds}/a.txt", "{index}/current"])
def test_no_path_from_a_client_is_opened(site, path):
    path = path.format(seeds=site.seeds, index=site.index)
    assert httpx.get(f"{site.url}/gradio_api/file={path}").status_code in (403, 404)
    reply = site.add(path)
    assert reply.status_code == 500
    assert APPLES[:10] not in reply.text and "root:" not in reply.text
    assert [p.name for p in site.seeds.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("path", ["process_recording", "component_server", "vibe-edit"])
def test_what_gradio_serves_beside_the_page_is_shut(site, path):
    films = {"video": ("a.mp4", b"x", "video/mp4")}
    for prefix in ("", "/gradio_api"):
        reply = httpx.post(f"{site.url}{prefix}/{path}", files=films)
        assert reply.status_code == 404 and "nothing is served here" in reply.text


def test_a_folder_of_another_user_stops_no_page(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", "restored afterwards")
    theirs = tmp_path / "gradio"
    theirs.write_text("")  # as little can be made in it as in the folder of another user
    monkeypatch.setattr(gradio.routes, "DEFAULT_TEMP_DIR", str(theirs))
    (tmp_path / "seeds").mkdir()
    settings = Settings(seeds=str(tmp_path / "seeds"), index=str(tmp_path / "index"))
    serve(settings, ListenAddress(), new=True).close(verbose=False)


def test_uploads_lie_in_the_folder_by_their_base_name(served):
    site = served()
    for name in ("../../x.txt", "y" * 300 + ".txt", "nul.md"):
        paths = httpx.post(
            f"{site.url}/gradio_api/upload", files={"files": (name, b"A stone sank.", "text/plain")}
        ).json()
        site.add(paths[0], name).raise_for_status()
    assert sorted(p.name for p in site.seeds.iterdir()) == ["a.txt", "x.txt", "y" * 116 + ".txt"]


def test_a_gigabyte_is_refused_before_it_is_sent(site):
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"POST /gradio_api/upload HTTP/1.1\r\nHost: {host}:{port}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n"
            "Content-Length: 1000000000\r\n\r\n".encode()
        )
        assert b" 413 " in line.recv(100)


def test_a_file_larger_than_a_seed_may_be_is_refused(site):
    files = {"files": ("big.txt", b"0" * (MAX_UPLOAD_BYTES + 1), "text/plain")}
    assert httpx.post(f"{site.url}/gradio_api/upload", files=files).status_code == 413


def test_a_large_question_is_refused(site):
    reply = httpx.post(f"{site.url}/gradio_api/call/ask", json={"data": ["x" * 2_000_000]})
    assert reply.status_code == 413 and "expected 1,000,000 bytes" in reply.json()["error"]


def test_too_many_requests_are_answered_busy(served):
    url = served(per_second=0.01, burst=20).url
    replies = [httpx.get(f"{url}/config").status_code for _ in range(30)]
    assert 200 in replies and replies[-1] == 429


def test_more_questions_than_can_wait_are_told_that_the_page_is_busy(served, monkeypatch):
    monkeypatch.setattr("page.launch.MAX_WAITING", 1)
    site = served()
    url, monitor = site.url, site.monitor
    go = threading.Event()
    ask = monitor._host.assistant.ask
    monkeypatch.setattr(monitor._host.assistant, "ask", lambda q, where: go.wait(20) and ask(q))
    codes = []
    for _ in range(6):
        reply = httpx.post(f"{url}/gradio_api/call/ask", json={"data": ["apple"]})
        codes.append(reply.status_code)
    started = httpx.post(
        f"{url}/gradio_api/run/predict",
        json={"fn_index": site.fn_index("refresh"), "session_hash": "s", "data": [None] * 3},
    )
    go.set()
    assert codes[0] == 200 and 503 in codes
    assert "Up to date" in started.text  # though every asker waits


@pytest.mark.parametrize(
    "body",
    ["[true]", "null", "[]", "{}", "{", "", '{"data":null}', '{"data":[]}', '{"data":[1]}',
     '{"data":[["apple"]]}', '{"data":["a",1]}', '{"data":["\\ud800"]}', "[" * 100_000],
)  # fmt: skip
def test_a_malformed_call_is_told_in_one_line_what_is_expected(site, body):
    reply = httpx.post(f"{site.url}/gradio_api/call/ask", content=body)
    assert reply.status_code == 400
    assert '; expected {"data": [text]}; send that' in reply.json()["error"]


def test_an_unknown_endpoint_is_told_which_there_are(site):
    for path in ("call/nothing", "call/v2/ask"):
        reply = httpx.post(f"{site.url}/gradio_api/{path}", json={"data": []})
        assert (
            reply.status_code == 404
            and "ask, check_text, search, status, update" in reply.json()["error"]
        )


def test_updates_have_a_queue_of_their_own(served, monkeypatch):
    monkeypatch.setattr("page.launch.MAX_WAITING", 1)
    site = served()
    url, monitor = site.url, site.monitor
    go = threading.Event()
    monkeypatch.setattr(monitor._host.assistant, "ask", lambda question, where: go.wait(20))
    ask = [
        httpx.post(f"{url}/gradio_api/call/ask", json={"data": ["apple"]}).status_code
        for _ in range(6)
    ]
    update = httpx.post(f"{url}/gradio_api/call/update", json={"data": []})
    go.set()
    assert 503 in ask
    assert update.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        ListenAddress(port=99_999),
        ListenAddress(port=-1),
        ListenAddress(host="no.such.invalid"),
        ListenAddress(host="a" * 99),
    ],
)
def test_where_nothing_can_listen_is_refused_before_a_model_is_loaded(address):
    with pytest.raises(SettingsError, match=r"cannot be listened on \(.*\); expected a free port"):
        serve(Settings(), address, credentials=Credentials({}))


def test_a_port_that_is_taken_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="cannot be listened on"):
            serve(Settings(), ListenAddress(port=taken.getsockname()[1]))


def test_an_index_that_would_be_the_seeds_is_refused_before_anything_listens(tmp_path):
    (tmp_path / "a.txt").write_text(APPLES)
    settings = Settings(seeds=str(tmp_path), index=str(tmp_path))
    with pytest.raises(IndexFolderError, match="is the seeds folder; expected a folder of its own"):
        serve(settings, ListenAddress(), new=True)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_questions_leave_threads_to_all_else():
    assert MAX_CONCURRENT_QUESTIONS < launch.MAX_THREADS // 4
    assert launch.MAX_WAITING >= 5 * MAX_CONCURRENT_QUESTIONS
    assert launch.MAX_SESSIONS > launch.MAX_WAITING
