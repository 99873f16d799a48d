"""Unanswerable pairs made by rule from answerable questions, and answerable ones that look alike.

Owns the rules. On the question: entity swap, number swap, antonym, negation. On the passage: the
answering sentences taken out, and one name, number or word exchanged throughout, which leaves a
person's question as it was asked. An exchange that the question does not speak of leaves it
answerable, so that nothing is to be learned from the exchange itself. Every rule returns None where
it does not apply. Pure; randomness is passed in.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from data import Corpus, Question, normalise, sentences

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

    def exchanged(
        self, question: Question, rng: random.Random, *, asked: bool
    ) -> tuple[str, tuple[tuple[int, int], ...]] | None:
        """The context with one name, number or word exchanged throughout, and where the answers
        then stand; ``asked`` says whether the question speaks of what is exchanged.
        """
        context = self._corpus.contexts[question.context]
        golds = " ".join(self._corpus.golds(question))
        words = [m.group() for m in _NAME.finditer(context)]
        words += _NUMBER.findall(context)
        words += [w for w in _WORD.findall(context) if w in _ANTONYM]
        in_question = [_whole(word).search(question.text) is not None for word in words]
        fit = [
            word
            for word, known in zip(words, in_question, strict=True)
            if known is asked and not set(word.split()) & set(golds.split())
        ]
        if not fit:
            return None
        old = rng.choice(sorted(set(fit)))
        new = self._other(old, question, context, rng)
        return None if new is None else _exchange(context, old, new, question.answers)

    def _other(self, old: str, question: Question, context: str, rng: random.Random) -> str | None:
        """Something of the same kind that neither the context nor the question holds."""
        if old in _ANTONYM:
            return _ANTONYM[old]
        if old[0].isdigit():
            return _nudged(old, rng)
        others = [
            name
            for name in self._names[question.title]
            if name.count(" ") == old.count(" ") and name not in context + question.text
        ]
        return rng.choice(others) if others else None

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


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)")


def _exchange(
    text: str, old: str, new: str, spans: tuple[tuple[int, int], ...]
) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Replace every ``old``; None when a span would be touched."""
    places = [m.start() for m in _whole(old).finditer(text)]
    if any(place < end and start < place + len(old) for place in places for start, end in spans):
        return None
    growth = len(new) - len(old)
    moved = []
    for start, end in spans:
        shift = growth * sum(place < start for place in places)
        moved.append((start + shift, end + shift))
    return _whole(old).sub(lambda _: new, text), tuple(moved)


def _nudged(number: str, rng: random.Random) -> str:
    """The number with one of its last two digits changed."""
    digits = [i for i, c in enumerate(number) if c.isdigit()][-2:]
    place = rng.choice(digits)
    return number[:place] + str((int(number[place]) + rng.randint(1, 8)) % 10) + number[place + 1 :]


def _holds(text: str, golds: Sequence[str]) -> bool:
    padded = f" {normalise(text)} "
    return any(f" {gold} " in padded for gold in golds if gold)
