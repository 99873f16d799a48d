"""Answers judged as a careful person would: right, wrong, or rightly or needlessly withheld.

    python -m benchmarks.judged tests/data/local_news [--show]

Builds an index of FOLDER/articles, asks FOLDER/questions.jsonl at the default threshold and prints
a table by kind of question; ``--show`` prints each answer that is not right. Owns the rules below
by which an answer is judged. The form of the file is in tests/data/README.md.

A question without an answer must get none. Yes or no: the word, or the deciding sentence without a
word, and never the other word. Lists and questions in several parts: more than half of the items
are shown, and nothing else. Others: half of the words in common with a gold answer, or all of it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from index import build, open_embedder
from qa import Assistant
from qa.answer import Answer
from qa.evaluation.figures import RIGHT_F1
from qa.evaluation.metrics import f1, normalised

Verdict = Literal["right", "wrong", "rightly withheld", "needlessly withheld"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "rightly withheld", "needlessly withheld")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print the answers that are not right")
    arguments = parser.parse_args()
    lines = (arguments.folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    with TemporaryDirectory() as folder:
        build(arguments.folder / "articles", Path(folder) / "index", embedder=open_embedder())
        assistant = Assistant.open(str(Path(folder) / "index"))
        for case in map(json.loads, lines):
            answer = assistant.ask(case["question"])
            verdict = judged(case, answer)
            counts[case["kind"]][verdict] += 1
            if arguments.show and verdict in ("wrong", "needlessly withheld"):
                shown = f"{answer.confidence:.2f} {answer.decides or ''} {_shown(answer)}"
                print(f"{verdict}: {case['question']} -> {shown} (not {_expected(case)})")
    _print_table(counts)


def judged(case: dict[str, Any], answer: Answer) -> Verdict:
    """The verdict on an answer to a line of the file."""
    if answer.text is None:
        return "needlessly withheld" if case["answers"] else "rightly withheld"
    return "right" if _is_right(case, answer) else "wrong"


def _is_right(case: dict[str, Any], answer: Answer) -> bool:
    if "decides" in case:
        sentence = normalised(answer.citations[0].sentence_text)
        decides = any(normalised(gold["text"]) in sentence for gold in case["answers"])
        return answer.decides == case["decides"] if answer.decides else decides
    if "items" in case:
        shown = _shown(answer)
        known = [any(_holds(text, item) for item in case["items"]) for text in shown]
        found = [any(_holds(text, item) for text in shown) for item in case["items"]]
        return all(known) and 2 * sum(found) > len(found)
    return _holds(answer.text or "", [gold["text"] for gold in case["answers"]])


def _shown(answer: Answer) -> list[str]:
    """The texts that are shown as answers: those of the parts, the items, or the one."""
    parts = [part.text for part in answer.parts if part.text]
    return parts or [item.text for item in answer.items] or [answer.text or ""]


def _holds(text: str, wordings: list[str]) -> bool:
    words = f" {normalised(text)} "
    return f1(text, wordings) >= RIGHT_F1 or any(f" {normalised(w)} " in words for w in wordings)


def _expected(case: dict[str, Any]) -> str:
    return case.get("decides") or " / ".join(gold["text"] for gold in case["answers"]) or "any"


def _print_table(counts: dict[str, Counter[Verdict]]) -> None:
    print(f"{'kind':12} {'questions':>9} " + " ".join(f"{verdict:>19}" for verdict in VERDICTS))
    for kind, count in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        row = " ".join(f"{count[verdict]:19}" for verdict in VERDICTS)
        print(f"{kind:12} {count.total():9} {row}")


if __name__ == "__main__":
    main()
