"""The limits of connections, on a real server that answers ``ok``."""

import contextlib
import socket
import threading
import time

import httpx
import pytest
import uvicorn

from page.server.connections import ConnectionLimits, limit_connections

pytestmark = pytest.mark.slow


async def _answer(scope, receive, send):
    if scope["type"] == "http":
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def listening():
    """Start a server with limits; its port."""
    running = []

    def start(**limits):
        config = uvicorn.Config(_answer, port=0, log_level="critical", lifespan="off")
        config.load()
        limit_connections(config, ConnectionLimits(**limits))
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        return server.servers[0].sockets[0].getsockname()[1]

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join()


def dropped(port: int, sent: bytes) -> bool:
    """True if the server ends a connection over which this was sent, without an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(sent)
        with contextlib.suppress(ConnectionResetError):
            return line.recv(100) == b""
        return True


def test_a_head_that_is_never_ended_is_not_waited_for(listening):
    port = listening(head_seconds=0.5)
    assert dropped(port, b"")
    assert dropped(port, b"GET / HTTP/1.1\r\nHost: x\r\n")
    assert httpx.get(f"http://127.0.0.1:{port}").text == "ok"


def test_a_second_head_that_is_never_ended_is_not_waited_for_either(listening):
    port = listening(head_seconds=0.5)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with contextlib.suppress(ConnectionResetError):
            while line.recv(1000):
                pass


def test_a_body_that_is_never_ended_is_not_waited_for(listening):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
    assert dropped(listening(body_seconds=0.5), head + b"{")


def test_more_connections_than_may_be_are_dropped_and_later_ones_answered(listening):
    port = listening(count=8, head_seconds=1.0)
    idle = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(30)]
    deadline = time.monotonic() + 30
    answer = ""
    while not answer and time.monotonic() < deadline:  # the idle ones are dropped meanwhile
        with contextlib.suppress(httpx.TransportError):
            answer = httpx.get(f"http://127.0.0.1:{port}").text
    assert answer == "ok"
    for line in idle:
        line.close()
