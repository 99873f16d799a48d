"""Questions typed as people type: what each way of typing costs, on questions with known answers.

    python -m benchmarks.as_typed QUESTIONS.jsonl.gz --index DIR [--limit 300]

Prints, for each way, how often the first passage retrieved is the gold one, and F1 of the best
answer, whatever its confidence. Slips are made with a fixed seed, one in a word of five letters or
more. Answerable questions alone.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import mean

from qa import Assistant
from qa.answer import Hit
from qa.evaluation import metrics
from qa.evaluation.cases import Case, GoldPassages, read_cases
from training.pairs.wearing import keywords

LONG = 5  # letters of a word that slips are made in
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", required=True, help="built by qa index")
    parser.add_argument("--limit", type=int, default=300, help="this many questions, evenly spaced")
    arguments = parser.parse_args()
    cases = [case for case in read_cases(arguments.questions) if case.answers]
    cases = cases[:: max(1, len(cases) // arguments.limit)][: arguments.limit]
    assistant = Assistant.open(arguments.index)
    gold = GoldPassages(assistant.generation.content.passages)
    print(f"{'typed':24} {'first':>6} {'F1':>6}   {len(cases)} questions")
    for name, way in WAYS.items():
        chance = random.Random(name)
        asked = [(case, assistant.ask(way(case.question, chance), threshold=0.0)) for case in cases]
        first = mean(_is_first(case, answer.hits, gold) for case, answer in asked)
        f1 = mean(metrics.f1(answer.text or "", case.answers) for case, answer in asked)
        print(f"{name:24} {first:6.3f} {f1:6.3f}")


def _is_first(case: Case, hits: tuple[Hit, ...], gold: GoldPassages) -> bool:
    return bool(hits) and hits[0].passage in gold.of(case)


def _slip(question: str, chance: random.Random) -> str:
    """One letter of one long word swapped, left out, doubled or another one."""
    words = question.split()
    places = [n for n, word in enumerate(words) if sum(map(str.isalpha, word)) >= LONG]
    if not places:
        return question
    n = chance.choice(places)
    word, at = words[n], chance.randrange(1, LONG - 2)
    words[n] = chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        ]
    )
    return " ".join(words)


WAYS: Mapping[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda question, _: question,
    "small letters": lambda question, _: question.lower(),
    "capitals": lambda question, _: question.upper(),
    "no question mark": lambda question, _: question.rstrip("? "),
    "a slip in a word": _slip,
    "keywords": lambda question, _: keywords(question),
}

if __name__ == "__main__":
    main()
