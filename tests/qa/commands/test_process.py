"""Whatever becomes of a command's streams: no traceback, and the right status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.commands.process import run
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow  # a fresh process each

FULL = Path("/dev/full")
PROGRAM = """
import os, signal, sys
from qa.commands.process import print_error_line, run, write_as_file
def command():
    {body}
    return 1
sys.exit(run(command))
"""


def started(body: str, *, unbuffered: bool = False, encoding: str = "utf-8", **streams):
    """A process that does this as its command, which ends in 1 where nothing comes between."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    variables |= {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    if unbuffered:
        variables["PYTHONUNBUFFERED"] = "1"
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(body=body)],
        env=variables,
        check=False,
        timeout=60,
        **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams),
    )


def closed(*descriptors: int):
    return lambda: [os.close(descriptor) for descriptor in descriptors]


def test_letter_that_the_terminal_cannot_print_is_replaced():
    done = started("print('a ship \\U0001f6a2 é')", encoding="ascii")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"a ship ? ?\n", b"")


def test_letter_that_cannot_be_printed_on_standard_error_is_replaced():
    done = started("print_error_line('a ship \\U0001f6a2')", encoding="ascii")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"a ship ") and done.stderr.isascii()


def test_half_a_character_is_replaced():
    assert started("print('a\\udce9')").stdout == b"a?\n"


def test_file_that_states_to_be_utf8_is_that_whatever_the_terminal_is():
    done = started("write_as_file(); print('é')", encoding="ascii")
    assert done.stdout.decode() == "é\n"


def test_bytes_of_standard_input_that_are_no_text_are_replaced():
    done = started("print(ascii(sys.stdin.read()))", input=b"caf\xe9")
    assert done.stdout == b"'caf\\ufffd'\n"


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("body", ["print('x')", "print('x'); sys.exit(0)", "print('x' * 99999)"])
def test_output_that_is_full_is_one_line_and_status_2(body, unbuffered):
    with FULL.open("wb") as full:
        done = started(body, stdout=full, unbuffered=unbuffered)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1 and b"(No space left on device); expected" in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
def test_standard_error_that_is_full_changes_no_status():
    with FULL.open("wb") as full:
        done = started("print_error_line('x'); print('y')", stderr=full)
    assert (done.returncode, done.stdout) == (1, b"y\n")


@pytest.mark.parametrize("unbuffered", [False, True])
def test_status_stays_when_the_reader_of_the_output_has_gone(unbuffered):
    reading, writing = os.pipe()
    os.close(reading)
    done = started("print('x')", stdout=writing, unbuffered=unbuffered)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("descriptors", [(0,), (1,), (2,), (0, 1, 2)])
def test_streams_that_are_closed_are_empty_and_no_file_takes_their_place(tmp_path, descriptors):
    body = (
        f"sys.stdin.read(); file = open({str(tmp_path / 'file')!r}, 'w'); print('x');"
        " print_error_line('y'); os.write(1, b'z'); os.write(2, b'z'); file.close()"
    )
    assert started(body, preexec_fn=closed(*descriptors)).returncode == 1
    assert (tmp_path / "file").read_text() == ""


@pytest.mark.parametrize(
    "body",
    [
        "signal.raise_signal(signal.SIGINT)",
        "import weakref; x = set(); weakref.finalize(x, signal.raise_signal, signal.SIGINT);"
        " del x; import time; time.sleep(30)",
        "exec('class A:\\n def __del__(self): raise KeyboardInterrupt'); eval('A()') and 0;"
        " import time; time.sleep(30)",
    ],
    ids=["anywhere", "while something is finalized", "where it cannot be raised"],
)
def test_interrupt_is_status_130_without_a_word(body):
    done = started(body)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_second_interrupt_ends_a_process_that_hangs_at_its_end():
    body = (
        "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start();"
        " threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start();"
        " signal.raise_signal(signal.SIGINT)"
    )
    done = started(body)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


def test_file_that_cannot_be_read_is_named(capsys):
    def command() -> int:
        raise PermissionError(13, "Permission denied", "a.txt")

    assert run(command) == 2
    said = capsys.readouterr().err
    assert said.startswith("'a.txt' cannot be read or written (Permission denied); expected ")


def test_program_that_calls_it_keeps_its_own_hook(capsys):
    hook = sys.unraisablehook
    assert run(lambda: 0) == 0 and sys.unraisablehook is hook
