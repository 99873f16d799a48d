"""A text checked against the articles: what it costs beside answering each of its sentences.

    python -m benchmarks.checking STATEMENTS.jsonl --index DIR [--words 1000]

The text is the first statements of the file. Both sides find the same passages with the same
networks, in turn: a check, and one reading of all passages found for each sentence, as for a
question. Prints processor time, because other programs may hold the cores, and how often the reader
was asked. On n idle cores a check takes between an n-th of its processor time and all of it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measure import ROUNDS
from qa import Assistant, check_text
from qa.answer import AnswerSpan, Hit
from qa.checking.check import PASSAGES
from qa.evaluation.statements import read_statements
from qa.readers.protocol import FAST, Reader, open_reader


class Counted:
    """A reader that counts what it is asked, and the passages that it reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.threshold = reader, reader.threshold
        self.asked = self.passages = 0

    def load(self) -> None:
        self._reader.load()

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        self.asked += 1
        self.passages += len(hits)
        return self._reader.read(question, hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("statements", type=Path)
    parser.add_argument("--index", required=True, help="built by qa index")
    parser.add_argument("--words", type=int, default=1000)
    arguments = parser.parse_args()
    sentences = _first([one.text for one in read_statements(arguments.statements)], arguments.words)
    assistant, reader = Assistant.open(arguments.index), open_reader(FAST)
    text = " ".join(sentences)
    checking, answering = Counted(reader), Counted(reader)
    sides: tuple[Callable[[], object], ...] = (
        lambda: check_text(text, assistant, reader=checking),
        lambda: [_answer(one, assistant, answering) for one in sentences],
    )
    for side in sides:  # loads what is loaded once
        side()
    spent = [[_processor_time(side) for side in sides] for _ in range(ROUNDS)]
    passages = assistant.generation.manifest.passages
    print(f"{len(text.split()):,} words, {passages:,} passages, {ROUNDS} rounds")
    for name, counted, seconds in zip(
        ("check", "one reading a sentence"), (checking, answering), zip(*spent, strict=True),
        strict=True,
    ):  # fmt: skip
        runs = ROUNDS + 1
        print(
            f"{name:24} {statistics.median(seconds):6.2f} s of processor time,"
            f" {counted.asked // runs} questions, {counted.passages // runs} passages read"
        )
    print(f"{'ratio':24} {statistics.median(check / each for check, each in spent):6.2f}")


def _first(texts: Sequence[str], words: int) -> list[str]:
    taken: list[str] = []
    for text in texts:
        if sum(len(one.split()) for one in taken) >= words:
            break
        taken.append(text)
    return taken


def _answer(sentence: str, assistant: Assistant, reader: Reader) -> list[AnswerSpan]:
    return reader.read(sentence, assistant.retriever.retrieve(sentence, PASSAGES).hits)


def _processor_time(side: Callable[[], object]) -> float:
    began = time.process_time()
    side()
    return time.process_time() - began


if __name__ == "__main__":
    main()
