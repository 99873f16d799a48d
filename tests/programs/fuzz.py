"""Damaged files of every format are indexed, and questions of any characters asked, for real.

    python -m tests.programs.fuzz FOLDER [FILES QUESTIONS]       FUZZ_SEED=number repeats a run

Every file is read as `qa index` reads it, an index is built of them all with the packaged models,
and the questions are asked of it. What must not happen: another error than one that says what cures
it, a file or question that takes longer than HANG seconds, a process that takes more than MEMORY
bytes. What does is printed with the file, which stays in the folder; the exit status is then 1.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index import build, open_embedder
from index.errors import ArticleQAError
from index.sources.formats import sandbox
from index.sources.seed import read_seed
from qa import Assistant, Settings
from tests.index.sources.formats.pdf.files import drawn
from tests.index.sources.formats.word.files import document

FILES, QUESTIONS = 2_000, 2_000
HANG = 20.0  # seconds
MEMORY = 1_000_000_000  # bytes
LARGEST = 100_000  # bytes of a file: what is no text takes long to embed

TEXT = (
    "The harbour of Ostrava opened on 3 May 2021.",
    'Mayor Ilse Brandt said: "It cost 4.5 million crowns (and no more)."',
    "Critics, e.g. the fishers' union, had asked for a second quay; they were not heard.",
    "In 2023 the council voted 11 to 2 for a bridge.",
)
STORY = "\n\n".join(TEXT)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A harbour</title>
<meta property="article:published_time" content="2021-05-03T10:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "A harbour"}}</script>
</head>
<body><nav><a href="/">Home</a></nav><article><h1>A harbour</h1>
{"".join(f"<p>{line}</p>" for line in TEXT)}<table><tr><td>Year<td>2021</tr></table>
<ul><li>One &amp; two<li>Three&nbsp;four</ul></article><footer>Imprint</footer></body></html>"""
RECORD = json.dumps({"id": 1, "title": "A harbour", "published": "2021-05-03", "text": STORY})
MATTER = f"---\ntitle: A harbour\npublished: 2021-05-03\nurl: https://example.org/a\n---\n{STORY}\n"
GOOD: dict[str, bytes] = {
    ".txt": f"{STORY}\n".encode(),
    ".md": (MATTER + "\n# More\n\n- one\n- two\n\n| a | b |\n|---|---|\n").encode(),
    ".html": PAGE.encode(),
    ".htm": PAGE.replace("utf-8", "windows-1252").encode("cp1252"),
    ".pdf": drawn(*TEXT),
    ".docx": document(*TEXT),
    ".json": f"[{RECORD}, {RECORD.replace('1', '2', 1)}]".encode(),
    ".jsonl": f"{RECORD}\n{RECORD.replace('1', '2', 1)}\n".encode(),
}
DEEP = (
    *(b"<div>", b"<b><i>", b"<table><tr><td>", b"<w:p>", b"&amp;", b"[", b'{"a":', b'{"text":['),
    *(b"(", b"<<", b"\\(", b"q ", b"- ", b"> ", b'"', b".", b" ", b"\t\n", b"e.g. ", b"\xcc\x81"),
)
SCRIPTS = (
    *("harbour", "Grüße aus Łódź", "Москва город", "東京の港", "서울 항구", "ميناء", "नमस्ते", "Ӝé"),
    *("🇰🇷👩\u200d💻", "\u0301", "\u202e", "((", "x"),
)
Content = bytes
Mutation = Callable[[random.Random, Content], Content]


def flipped(rng: random.Random, content: Content) -> Content:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 3, 30))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def truncated(rng: random.Random, content: Content) -> Content:
    return content[: rng.randrange(len(content))]


def repeated(rng: random.Random, content: Content) -> Content:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * rng.choice((1, 5, 50)) + content[end:]


def spliced(rng: random.Random, content: Content) -> Content:
    other = GOOD[rng.choice(list(GOOD))]
    return content[: rng.randrange(len(content))] + other[rng.randrange(len(other)) :]


def huge(rng: random.Random, content: Content) -> Content:
    """A number in the file becomes another one."""
    digits = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    if not digits:
        return flipped(rng, content)
    at = rng.choice(digits)
    number = rng.choice((b"-1", b"0", b"4294967296", b"9" * 30, b"1e999", b"9" * 5_000))
    return content[:at] + number + content[at + 1 :]


def nested(rng: random.Random, content: Content) -> Content:
    at = rng.randrange(len(content))
    return content[:at] + rng.choice(DEEP) * rng.choice((10, 100, 1_000, 10_000)) + content[at:]


MUTATIONS: tuple[Mutation, ...] = (flipped, truncated, repeated, spliced, huge, nested)


def mutated(rng: random.Random, ending: str) -> tuple[Content, str]:
    """A damaged file, and how it was damaged; of a Word document often a part inside it."""
    content, how = GOOD[ending], []
    for _ in range(rng.choice((1, 1, 2, 3))):
        mutation = rng.choice(MUTATIONS)
        how.append(mutation.__name__)
        inside = (
            ending == ".docx" and rng.random() < 0.7 and zipfile.is_zipfile(io.BytesIO(content))
        )
        content = repacked(rng, content, mutation) if inside else mutation(rng, content or b" ")
    return content[:LARGEST], " + ".join(how)


def repacked(rng: random.Random, content: Content, mutation: Mutation) -> Content:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
            hurt = rng.choice(old.namelist())
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, mutation(rng, part) if name == hurt and part else part)
    except Exception:  # an earlier damage: the package cannot be opened
        return mutation(rng, content or b" ")
    return out.getvalue()


def question(rng: random.Random) -> str:
    """Words of the articles, of any script, of no meaning; control characters; long ones."""
    kind = rng.randrange(5)
    if kind == 0:
        words = STORY.split()
        return " ".join(rng.choice(words) for _ in range(rng.randrange(1, 15))) + "?"
    if kind == 1:
        return "".join(chr(rng.randrange(0x11_0000)) for _ in range(rng.randrange(1, 60)))
    if kind == 2:
        return "".join(chr(rng.randrange(0x200)) for _ in range(rng.randrange(0, 200)))
    if kind == 3:
        return " ".join(rng.choice(SCRIPTS) for _ in range(rng.randrange(1, 12)))
    return rng.choice((*SCRIPTS, *STORY.split(), "\u0301", "\u202e", "((", "x")) * rng.randrange(
        400
    )


@dataclass
class Run:
    """The number of each outcome, the longest wait of each kind, and the failures."""

    counts: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def do(self, kind: str, name: str, work: Callable[[], object]) -> object:
        """Do one thing of a kind; what it gives, None where it was refused."""
        start, found = time.monotonic(), None
        try:
            found = work()
            self.counts[f"{kind}: done"] += 1
        except ArticleQAError as error:
            self.counts[f"{kind}: refused"] += 1
            if "\n" in str(error):
                self.wrong.append(f"{name}: more than a line: {error!r}")
        except Exception:
            self.counts[f"{kind}: failed"] += 1
            self.wrong.append(f"{name}: {traceback.format_exc()}")
        seconds = time.monotonic() - start
        self.longest[kind] = max(self.longest.get(kind, 0.0), seconds)
        if seconds > HANG and kind != "index":
            self.wrong.append(f"{name}: {seconds:.0f} s")
        return found

    def table(self) -> str:
        rows = [(what, f"{n:,}") for what, n in sorted(self.counts.items())]
        rows += [(f"{kind}: longest", f"{s:.1f} s") for kind, s in self.longest.items()]
        rows += [(f"memory of {what}", f"{n / 1e6:,.0f} MB") for what, n in memory().items()]
        return "\n".join(f"{what:32} {value:>10}" for what, value in rows)


def memory() -> dict[str, int]:
    """The most that this process took, and that one which reads files did."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return {"this process": peak(), "a reader's": children}


def peak() -> int:
    """Bytes that this process took at most. The kernel's getrusage counts the program before exec
    with it: under a test runner that is the runner.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(ln for ln in status.read_text().splitlines() if ln.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def fuzz(root: Path, files: int, questions: int, seed: int) -> Run:
    rng, run = random.Random(seed), Run()
    folder, index = root / "seeds", root / "index"
    folder.mkdir(parents=True)
    (folder / "whole.txt").write_text(STORY, encoding="utf-8")
    for number in range(files):
        ending = list(GOOD)[number % len(GOOD)]
        content, how = mutated(rng, ending)
        name = f"{number:05}{ending}"
        (folder / name).write_bytes(content)
        run.do("file", f"{name} ({how})", lambda name=name: read_seed(folder, name))
    embedder = open_embedder()
    run.do("index", "the index", lambda: build(folder, index, embedder=embedder))
    ask(run, index, (question(rng) for _ in range(questions)))
    sandbox.close()
    run.wrong += [f"{what} took {n:,} bytes" for what, n in memory().items() if n > MEMORY]
    return run


def ask(run: Run, index: Path, questions: Iterable[str]) -> None:
    assistant = Assistant.open(settings=Settings(index=str(index)))
    for text in questions:
        answer = run.do("question", repr(text), lambda text=text: assistant.ask(text))
        if answer is not None:
            run.counts["question: answered"] += getattr(answer, "text", None) is not None


def main(root: str, files: str = str(FILES), questions: str = str(QUESTIONS)) -> int:
    seed = int(os.environ.get("FUZZ_SEED") or random.SystemRandom().randrange(10**6))
    print(f"FUZZ_SEED={seed}", flush=True)
    run = fuzz(Path(root) / str(seed), int(files), int(questions), seed)
    print(run.table())
    print("\n".join(run.wrong) or "nothing went wrong")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
