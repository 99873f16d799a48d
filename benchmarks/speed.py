"""The waits of a user, against the tutorial's way: sentence-transformers and a flat FAISS index.

Both sides embed and find the same passages in the same process, in turn; start-up time and memory
are those of fresh processes, in turn. The passages found are compared with the gold ones.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import table
from benchmarks.measure import ROUNDS, in_turn, machine, p50_p95, run, seconds, timed
from benchmarks.peers.tutorial import Peer as Tutorial
from benchmarks.questions import DEPTHS, gold_rows, recalls, row_of, shown, spread
from index import Passage, build, open_embedder
from qa import Assistant, Settings
from qa.evaluation.cases import Case

EMBEDDED = 256  # passages, evenly spaced, in each of the rounds of embedding
ANSWERED = 100  # questions, evenly spaced, that are also read for
SERVED = 50  # questions to the process whose memory is measured
COMMAND = [sys.executable, "-m", "qa.commands.cli", "ask"]
TUTORIAL = [sys.executable, "-m", "benchmarks.peers.run", "tutorial"]

Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides over the same passages, opened, and the folders that they are kept in."""

    ours: Assistant
    theirs: Tutorial
    passages: Sequence[Passage]
    index: Path
    folder: Path


def section(articles: Path, cases: Sequence[Case], folder: Path) -> list[str]:
    """Measure, and return the lines of the section; files are made in the folder."""
    rows, sides = _built(articles, folder)
    rows += _embedding(sides)
    rows += _finding(sides, cases)
    rows += _processes(sides, [case.question for case in spread(cases, SERVED)])
    passages = len(sides.passages)
    return [
        "`python -m benchmarks ARTICLES --questions FILE --only speed`;"
        f" {passages:,} passages, {len(cases):,} questions;"
        f" {machine('onnxruntime', 'torch', 'sentence-transformers', 'faiss-cpu')}."
        f" Both sides in turn; medians of {ROUNDS} rounds, or of all questions. Ours gives vectors"
        " for sentences too, and finds by vectors and words.",
        "",
        *table(("figure", "ours", "tutorial", "ratio"), rows),
    ]


def _built(articles: Path, folder: Path) -> tuple[list[Row], Sides]:
    index, embedder = folder / "index", open_embedder()
    embedder.load()
    full = seconds(lambda: build(articles, index, embedder=embedder))
    nothing = seconds(lambda: build(articles, index, embedder=embedder))
    ours, theirs = Assistant.open(index, settings=Settings(index=str(index))), Tutorial()
    passages = list(ours.generation.content.passages)
    texts = [passage.text for passage in passages]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    plain = seconds(lambda: theirs.build(texts, folder))
    theirs.open(folder)
    rows = [
        _row("build from nothing, s (ours: files read, sentences, words)", full, plain, 2),
        ("build with nothing changed, s", f"{nothing:.2f}", f"{plain:.2f}", "every text again"),
    ]
    return rows, Sides(ours, theirs, passages, index, folder)


def _embedding(sides: Sides) -> list[Row]:
    passages = spread(sides.passages, EMBEDDED)
    texts = [passage.text for passage in passages]
    embedder, model = open_embedder(), sides.theirs.model
    ours, theirs = in_turn(
        lambda: embedder.encode_passages(passages),
        lambda: model.encode(texts, normalize_embeddings=True),
    )
    vectors = embedder.encode_passages(passages).passages
    cosines = (vectors * model.encode(texts, normalize_embeddings=True)).sum(axis=1)
    return [
        _row("passages embedded a second", len(texts) / ours, len(texts) / theirs, 1, less=False),
        (
            "cosine of the two sides' vectors, mean / least",
            f"{cosines.mean():.4f} / {cosines.min():.4f}",
            "1",
            "",
        ),
    ]


def _finding(sides: Sides, cases: Sequence[Case]) -> list[Row]:
    passages = sides.passages
    row, deepest = row_of(passages), max(DEPTHS)
    found: list[tuple[list[int], list[int]]] = []
    times: list[tuple[float, float]] = []
    for case in cases:
        our_time, hits = timed(partial(sides.ours.retrieve, case.question, deepest))
        their_time, rows = timed(partial(sides.theirs.find, case.question, deepest))
        times.append((our_time, their_time))
        found.append(([row(hit.passage) for hit in hits], rows))
    gold = gold_rows(cases, passages)
    right = [recalls([pair[side] for pair in found], gold) for side in (0, 1)]
    ours, theirs = (p50_p95([pair[side] for pair in times]) for side in (0, 1))
    asked = [timed(partial(sides.ours.ask, case.question))[0] for case in spread(cases, ANSWERED)]
    answer = "{:.1f} / {:.1f}".format(*p50_p95(asked))
    return [
        _row("passages found for a warm question, p50, ms", ours[0], theirs[0], 1),
        _row("the same, p95, ms", ours[1], theirs[1], 1),
        ("R@1 / R@5 / R@10 of those", shown(right[0]), shown(right[1]), ""),
        ("warm answer with reading, p50 / p95, ms", answer, "", ""),
    ]


def _processes(sides: Sides, questions: Sequence[str]) -> list[Row]:
    ours = [*COMMAND, questions[0], "--index", str(sides.index)]
    theirs = [*TUTORIAL, "ask", str(sides.folder), questions[0]]
    starts = [(run(ours, codes=(0, 1)), run(theirs)) for _ in range(ROUNDS)]
    feed = "\n".join(questions)
    serving = run([*COMMAND, "-", "--index", str(sides.index)], feed=feed)
    looping = run([*TUTORIAL, "serve", str(sides.folder)], feed=feed)
    start, peak = (
        [statistics.median(getattr(pair[side], figure) for pair in starts) for side in (0, 1)]
        for figure in ("seconds", "peak_mb")
    )
    return [
        _row("process start to printed answer (theirs: first passage), s", start[0], start[1], 2),
        _row("peak memory of that process, MB", peak[0], peak[1], 0),
        _row(
            f"peak memory of one process for {len(questions)} questions, MB (ours reads too)",
            serving.peak_mb,
            looping.peak_mb,
            0,
        ),
    ]


def _row(what: str, ours: float, theirs: float, digits: int, *, less: bool = True) -> Row:
    """A line of the table; the ratio says how many times better ours is, ``less`` being better."""
    ratio = theirs / ours if less else ours / theirs
    return what, f"{ours:.{digits}f}", f"{theirs:.{digits}f}", f"{ratio:.2f} x"
