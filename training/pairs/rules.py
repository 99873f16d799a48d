"""Unanswerable questions made by rule from answerable ones.

Owns the rules: entity swap, number swap, antonym, negation, and the passage with its answering
sentences taken out. Every rule returns None where it does not apply. Pure; randomness is passed in.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from training.data import Corpus, Question, normalise, sentences

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+(?: (?:of |the |de )?[A-Z][\w-]+)*")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*\d|(?<![\w.])\d\b")
_AUXILIARY = re.compile(
    r"\b(did|does|do|was|were|is|are|can|could|would|should|will|has|have|had)\b", re.IGNORECASE
)
_CONTRACTED = {"can": "can't", "will": "won't"}
_PAIRS = [
    line.split() for line in Path(__file__).with_name("antonyms.txt").read_text().splitlines()
]
_ANTONYM = {b: a for a, b in reversed(_PAIRS)} | dict(reversed(_PAIRS))
_WORD = re.compile(r"[A-Za-z]+")


class Rules:
    """The rules over one corpus; names and numbers to swap in come from the same title."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        names: dict[str, set[str]] = defaultdict(set)
        for question in corpus.questions:
            names[question.title].update(_NAME.findall(question.text))
        self._names = {title: sorted(found) for title, found in names.items()}

    def question(self, question: Question, rng: random.Random) -> str | None:
        """Another wording of the question that its context most likely does not answer."""
        rules: list[Callable[[Question, random.Random], str | None]]
        rules = [self._name, self._name, self._number, self._number, self._antonym, self._antonym]
        rules.append(self._negation)
        rng.shuffle(rules)
        for rule in rules:
            made = rule(question, rng)
            if made and normalise(made) != normalise(question.text):
                return made
        return None

    def removed(self, question: Question) -> tuple[tuple[int, int], ...] | None:
        """The context's sentences that hold no gold answer; None if no two remain."""
        context = self._corpus.contexts[question.context]
        golds = [normalise(gold) for gold in self._corpus.golds(question)]
        spans = sentences(context)
        kept = tuple(s for s in spans if not _holds(context[slice(*s)], golds))
        touched = any(s[0] < end and start < s[1] for s in kept for start, end in question.answers)
        return kept if 2 <= len(kept) < len(spans) and not touched else None

    def _name(self, question: Question, rng: random.Random) -> str | None:
        found = list(_NAME.finditer(question.text))
        if not found:
            return None
        match = rng.choice(found)
        old = match.group()
        others = [
            name
            for name in self._names[question.title]
            if name.count(" ") == old.count(" ") and not set(name.split()) & set(old.split())
        ]
        golds = " ".join(map(normalise, self._corpus.golds(question)))
        others = [name for name in others if normalise(name) not in golds]
        context = self._corpus.contexts[question.context]
        near = [name for name in others if name in context]
        if near and rng.random() < 0.5:
            others = near
        return _replace(question.text, match, rng.choice(others)) if others else None

    def _number(self, question: Question, rng: random.Random) -> str | None:
        found = list(_NUMBER.finditer(question.text))
        if not found:
            return None
        match = rng.choice(found)
        context = self._corpus.contexts[question.context]
        others = [n for n in _NUMBER.findall(context) if len(n) == len(match.group())]
        others += [_nudged(match.group(), rng)]
        others = [n for n in others if n != match.group()]
        return _replace(question.text, match, rng.choice(others)) if others else None

    def _antonym(self, question: Question, rng: random.Random) -> str | None:
        found = [m for m in _WORD.finditer(question.text) if m.group() in _ANTONYM]
        found = [m for m in found if not question.text[: m.start()].lower().endswith("how ")]
        if not found:
            return None
        match = rng.choice(found)
        return _replace(question.text, match, _ANTONYM[match.group()])

    def _negation(self, question: Question, rng: random.Random) -> str | None:
        match = _AUXILIARY.search(question.text)
        if match is None or rng.random() < 0.6:
            return None
        word = match.group()
        return _replace(question.text, match, _CONTRACTED.get(word.lower(), word + "n't"))


def _replace(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _nudged(number: str, rng: random.Random) -> str:
    """The number with one of its last two digits changed."""
    digits = [i for i, c in enumerate(number) if c.isdigit()][-2:]
    place = rng.choice(digits)
    return number[:place] + str((int(number[place]) + rng.randint(1, 8)) % 10) + number[place + 1 :]


def _holds(text: str, golds: Sequence[str]) -> bool:
    padded = f" {normalise(text)} "
    return any(f" {gold} " in padded for gold in golds if gold)
