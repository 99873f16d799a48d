from __future__ import annotations

import socket
import subprocess

import pytest


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a PDF made a network call or started a program")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
