"""Readers that hang, grow, die and lie, in the process that is made for them."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from psutil import STATUS_ZOMBIE, NoSuchProcess, Process

from index.errors import SeedError, SeedsError
from index.sources.formats import sandbox
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.picture import PagePart
from index.sources.seed import read_seed
from tests.support.processes import wait_until

pytestmark = pytest.mark.slow

READERS = """
import index.sources.formats.__main__ as m
from index.sources.formats.draft import Draft, Drafts, Origin
from index.sources.formats.picture import Picture
import ctypes, os, sys, time
kept = []
def read(content, name):
    exec(content.decode())
    return Drafts((Draft(str(os.getpid())),))
def paint(content, name, part):
    exec(content.decode())
    return Picture(b"RIFF" + str(os.getpid()).encode(), 1, part.page)
m.READERS, m.PAINTERS = {".html": read}, {".html": paint}
m.main()
"""
HOSTILE = {
    "bytearray(2_000_000_000)": "needs more than 1 GB of memory",
    "kept.append(bytearray(900_000_000)); bytearray(200_000_000)": "needs more than 1 GB of memory",
    "os._exit(0)": "crashes its reader",
    "os.abort()": "crashes its reader",
    "ctypes.string_at(0)": "crashes its reader",
    "raise KeyError(name)": "crashes its reader",
    'm.json_line = lambda _: b\'{"drafts": [1], "rejected": [], "last": 0}\\n\'': (
        "crashes its reader"
    ),
    "m.json_line = lambda _: b'[' * 200_000 + b'\\n'": "crashes its reader",
}
FEW = {"os._exit(0)", "bytearray(2_000_000_000)"}  # of all, which are as many fresh processes

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


@pytest.fixture(autouse=True)
def program(monkeypatch):
    monkeypatch.setattr(sandbox, "PROGRAM", READERS)
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 4)
    sandbox.close()
    yield
    sandbox.close()


def read(code: str) -> int:
    """Run code where files are read; the process that did it."""
    (draft,) = sandbox.read(code.encode(), "a.html").drafts
    return int(draft.text)


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Process(pid).status() == STATUS_ZOMBIE
    except NoSuchProcess:
        return True


@pytest.mark.parametrize(
    ("code", "found"),
    [pytest.param(*h, marks=[] if h[0] in FEW else pytest.mark.slow) for h in HOSTILE.items()],
)
def test_a_file_that_takes_too_much_is_named_and_the_next_is_read(code, found):
    first = read("pass")
    with pytest.raises(SeedError) as caught:
        read(code)
    assert caught.value.found == f"seed 'a.html' {found}"
    assert caught.value.seed == "a.html"
    assert read("pass") not in (first, os.getpid())


def test_a_page_is_drawn_where_files_are_read():
    pid = read("pass")
    drawn = sandbox.draw(b"pass", "a.html", PagePart(7))
    assert (drawn.content, drawn.height) == (b"RIFF%d" % pid, 7)


def test_a_page_that_takes_too_long_is_named_and_the_next_file_is_read(monkeypatch):
    monkeypatch.setattr(sandbox, "DRAW_SECONDS", 1)
    with pytest.raises(SeedError, match="takes longer to draw than 1 seconds"):
        sandbox.draw(b"while True: pass", "a.html", PagePart(1))
    assert read("pass")


def test_a_picture_that_is_none_is_not_taken():
    with pytest.raises(SeedError, match="crashes its reader"):
        sandbox.draw(b"m.json_line = lambda _: b'{\"last\": false}\\n'", "a.html", PagePart(1))


def test_a_file_without_end_is_named_and_the_next_is_read(monkeypatch):
    first = read("pass")
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 1)
    with pytest.raises(SeedError) as caught:
        read("while True: pass")
    assert caught.value.found == "seed 'a.html' takes longer to read than 1 seconds"
    assert read("pass") not in (first, os.getpid())


def test_one_process_reads_file_after_file():
    assert len({read("pass") for _ in range(3)} | {os.getpid()}) == 2


def test_a_reader_says_what_it_would_say_here():
    with pytest.raises(SeedError) as caught:
        read("raise Origin('a.html', 2).error('is odd', 'an even one', 'mend it')")
    assert str(caught.value) == "record 2 of seed 'a.html' is odd; expected an even one; mend it"


def test_what_a_reader_prints_is_neither_an_answer_nor_shown(capfd):
    read("print('x'); print('y', file=sys.stderr); os.write(1, b'z'); os.write(2, b'z')")
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_file_is_not_blamed_for_the_ones_before(monkeypatch):
    read("kept.append(bytearray(200_000_000))")
    assert read("bytearray(900_000_000)")


def test_a_process_that_has_grown_reads_no_more():
    assert read("kept.append(bytearray(300_000_000))") != read("pass")


def test_a_process_that_died_meanwhile_is_replaced():
    pid = read("pass")
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: gone(pid))
    assert read("pass") != pid


def test_a_reader_that_sleeps_is_ended_by_the_clock(monkeypatch):
    read("pass")
    monkeypatch.setattr(sandbox, "WALL_CLOCK_FACTOR", 0.1)
    with pytest.raises(SeedError, match="takes longer to read than 4 seconds"):
        read("time.sleep(60)")


def test_an_interrupted_file_leaves_no_answer_behind(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    read("pass")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(sandbox, "parse_json_line", interrupted)
        read("pass")
    assert read("pass")
    assert sandbox.read(b"pass", "b.html").drafts


def test_without_a_process_the_build_stops_and_says_so(monkeypatch):
    monkeypatch.setattr(sandbox, "PROGRAM", "raise SystemExit(3)")
    with pytest.raises(SeedsError, match=r"does not start \(it ended with 3\); expected "):
        read("pass")
    monkeypatch.setattr(sys, "executable", "/nowhere")
    with pytest.raises(SeedsError, match=r"does not start \(No such file or directory\)"):
        read("pass")


def test_threads_read_at_the_same_time(tmp_path):
    code = "open({0!r}, 'w').close()\nwhile not os.path.exists({1!r}): time.sleep(0.01)"
    mine, other = str(tmp_path / "mine"), str(tmp_path / "other")
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(read, (code.format(mine, other), code.format(other, mine))))) == 2


@pytest.mark.slow
@only_linux
def test_no_process_is_left_behind():
    before = set(children(os.getpid()))
    for code in ("os._exit(1)", "os.abort()", "pass"):
        with suppress(SeedError):
            read(code)
    sandbox.close()
    assert set(children(os.getpid())) <= before


@pytest.mark.slow
@only_linux
@pytest.mark.parametrize("code", ["pass", "time.sleep(0.3)"])
def test_it_ends_with_the_process_that_started_it(code):
    started = (
        f"from index.sources.formats import sandbox; sandbox.PROGRAM = {READERS!r}\n"
        "print(sandbox.read(b'pass', 'a.html').drafts[0].text, flush=True)\n"
        f"sandbox.read({code.encode()!r}, 'a.html'); input()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", started], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: gone(pid))


@only_linux
def test_its_surroundings_are_few(monkeypatch):
    monkeypatch.setenv("QA_MILVUS_TOKEN", "secret")
    (draft,) = sandbox.read(b"import os; name = dict(os.environ)\n", "a.html").drafts
    environment = Path(f"/proc/{draft.text}/environ").read_text()
    assert "QA_" not in environment and "PYTHONHASHSEED=0" in environment
    assert Path(f"/proc/{draft.text}/cwd").readlink() == sandbox.ROOT


@only_linux
def test_it_leaves_no_core_file():
    limits = Path(f"/proc/{read('pass')}/limits").read_text()
    (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4] == "0"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no system for it")
def test_a_forked_process_has_one_of_its_own():
    pid = read("pass")
    child = os.fork()
    if not child:
        mine = read("pass")
        sandbox.close()
        os._exit(mine == pid)
    assert os.waitpid(child, 0)[1] == 0
    assert read("pass") == pid


def test_a_large_file_has_more_time():
    sizes = (0, 200_000, 1_000_000, 9_500_000)
    assert [sandbox._cpu_seconds(size) for size in sizes] == [4, 4, 10, 95]


def test_small_texts_are_read_here_and_all_others_apart(seeds, monkeypatch):
    monkeypatch.setattr("index.sources.seed.sandbox.read", lambda *_: Drafts((Draft("Apart."),)))
    texts = {"a.txt": "Here.", "b.md": "Here.", "c.txt": "Apart. " * 10_000, "d.html": "Apart."}
    folder = seeds(texts)
    for name, text in texts.items():
        (article,) = read_seed(folder, name).articles
        assert article.text == text.split()[0]
