"""Questions typed as people type: what each way of typing costs, on questions with known answers.

    python -m benchmarks.as_typed QUESTIONS.jsonl.gz --index DIR [--limit 300]

Prints, for each way, how often the first passage retrieved is the gold one, and F1 of the best
answer, whatever its confidence, for the questions that it changes, beside those of the same
questions as they are. Slips are made with a fixed seed, one in a word of five letters or more.
Answerable questions alone.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from statistics import mean

from qa import Assistant
from qa.answer import Hit
from qa.evaluation import metrics
from qa.evaluation.cases import Case, GoldPassages, read_cases
from qa.questions.aliases import Aliases
from training.pairs.wearing import keywords

LONG = 5  # letters of a word that slips are made in
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PAIRS = [("color", "colour"), ("favor", "favour"), ("labor", "labour"), ("harbor", "harbour"),
          ("honor", "honour"), ("theater", "theatre"), ("center", "centre"), ("defense", "defence"),
          ("ganize", "ganise"), ("ganizat", "ganisat"), ("cognize", "cognise"),
          ("ealize", "ealise"), ("zation", "sation")]  # fmt: skip
_OTHER_ENDING = dict(_PAIRS) | {british: american for american, british in _PAIRS}
_ENDINGS = re.compile("|".join(_OTHER_ENDING))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", required=True, help="built by qa index")
    parser.add_argument("--limit", type=int, default=300, help="this many questions, evenly spaced")
    arguments = parser.parse_args()
    cases = [case for case in read_cases(arguments.questions) if case.answers]
    assistant = Assistant.open(arguments.index)
    gold = GoldPassages(assistant.generation.content.passages)

    @cache
    def measured(case: Case, question: str) -> tuple[bool, float]:
        answer = assistant.ask(question, threshold=0.0)
        return _is_first(case, answer.hits, gold), metrics.f1(answer.text or "", case.answers)

    print(f"{'typed':24} {'questions':>9} {'first, as it is':>15} {'F1, as it is':>15}")
    for name, way in WAYS.items():
        chance = random.Random(name)
        typed = [(case, way(case.question, chance)) for case in cases]
        changed = [(case, text) for case, text in typed if text != case.question]
        few = changed[:: max(1, len(changed) // arguments.limit)][: arguments.limit]
        first, f1 = zip(*(measured(case, text) for case, text in few), strict=True)
        first_before, f1_before = zip(*(measured(c, c.question) for c, _ in few), strict=True)
        figures = (mean(first), mean(first_before), mean(f1), mean(f1_before))
        print(f"{name:24} {len(few):9}" + " {:7.3f}, {:6.3f} {:7.3f}, {:6.3f}".format(*figures))


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


def _renamed(question: str) -> str:
    """With the first of its names exchanged for another name of the same thing."""
    rewordings = Aliases.read(Path("aliases.txt")).rewordings(question)
    return next((rewording.question for rewording in rewordings), question)


def _respelled(question: str) -> str:
    """With British endings for American ones and the other way round, where they are safe."""
    return _ENDINGS.sub(lambda match: _OTHER_ENDING[match[0]], question)


WAYS: Mapping[str, Callable[[str, random.Random], str]] = {
    "small letters": lambda question, _: question.lower(),
    "capitals": lambda question, _: question.upper(),
    "no question mark": lambda question, _: question.rstrip("? "),
    "a slip in a word": _slip,
    "other names": lambda question, _: _renamed(question),
    "British or American": lambda question, _: _respelled(question),
    "keywords": lambda question, _: keywords(question),
}

if __name__ == "__main__":
    main()
