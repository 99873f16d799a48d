"""The batches of the trainer in their order: sources mixed by phase, negatives added, packed.

Owns sampling, and which further pairs a question brings. Knows nothing of the order of questions
without labels, nor of losses. The stream is a pure function of (config, seed, places): its state is
a small dict, so that a killed run goes on where it stopped.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from training.data import Corpus, Question, Tokens, load, tokenize
from training.negatives import digest
from training.pairs.batches import Arrays, Batch, Frame, Item, arrays, packed
from training.pairs.cutting import nearest, window
from training.pairs.passes import Passes
from training.pairs.rules import Rules
from training.pairs.wearing import as_typed
from training.pairs.without_labels import UNLABELLED, WithoutLabels
from training.unlabelled import leads

CROPPED = 24, 110  # tokens of a passage that is cut short: more pairs for the same work


class Source:
    """One data set of the mixture, drawn without replacement, shuffled again for each pass."""

    def __init__(self, name: str, options: dict[str, Any], data: Path, seed: int) -> None:
        self.name = name
        self.options = options
        files = [data / "train" / f"{file}.jsonl.gz" for file in options["files"]]
        corpus = load(files)
        self.answerable: dict[int, list[Question]] = defaultdict(list)
        for question in corpus.questions:
            if question.answers:
                self.answerable[question.context].append(question)
        self.questions = _chosen(corpus.questions, options, random.Random(f"{seed} {name}"))
        self.corpus = Corpus(corpus.contexts, self.questions)
        self.rules = Rules(self.corpus)
        self._passes = Passes(name, seed, len(self.questions))

    def at(self, place: int) -> Question:
        """The question at a place of the endless sequence of passes."""
        return self.questions[self._passes.at(place)]


def _chosen(
    questions: list[Question], options: dict[str, Any], rng: random.Random
) -> list[Question]:
    """Those of the titles asked for, at most `per_context` on one context."""
    without, only = tuple(options.get("without", ())), tuple(options.get("only", ("",)))
    kept = [q for q in questions if q.title.startswith(only)]
    kept = [q for q in kept if not (without and q.title.startswith(without))]
    if options.get("unanswerable"):
        kept = [q for q in kept if not q.answers]
    limit = options.get("per_context")
    if limit is None:
        return kept
    rng.shuffle(kept)
    seen: Counter[int] = Counter()
    few = []
    for question in kept:
        seen[question.context] += 1
        if seen[question.context] <= limit:
            few.append(question)
    return few


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a pool: its number, the sources' weights, and each one's next place."""

    number: int
    draws: dict[str, float]
    places: dict[str, int]


class Stream:
    """Endless batches; the mixture follows the share of the training budget that is spent."""

    def __init__(
        self,
        config: dict[str, Any],
        *,
        data: Path,
        mined: Path,
        tokenizer: Tokenizer,
        unlabelled: Path | None = None,
    ) -> None:
        """``unlabelled`` is what unlabelled.py wrote; the draws named so are made from it."""
        self._config = config
        self._tokenizer = tokenizer
        self._frame = Frame.of(tokenizer)
        seed = config["seed"]
        self._sources = {n: Source(n, o, data, seed) for n, o in config["sources"].items()}
        self._mined = json.loads(mined.read_text())
        self._tokens: dict[str, list[Tokens]] = {}
        self._by_digest: dict[str, Tokens] = {}
        for name, source in self._sources.items():
            self._tokens[name] = self._digested(source.corpus.contexts)
        if unlabelled is not None:
            self._digested(leads(data))
        self._without_labels = WithoutLabels(unlabelled, seed)
        names_drawn = [*self._sources, UNLABELLED]
        self.state: dict[str, Any] = {"pool": 0, "places": dict.fromkeys(names_drawn, 0)}

    def _digested(self, contexts: list[str]) -> list[Tokens]:
        """The tokens of some contexts, from now on also known by the contexts' digests."""
        tokens = tokenize(self._tokenizer, contexts)
        self._by_digest.update(zip(map(digest, contexts), tokens, strict=True))
        return tokens

    def pool(self, progress: float) -> list[Batch]:
        """The next batches, about `groups_per_pool` questions; progress in [0, 1]."""
        return list(map(Batch.of, self.build(self.plan(progress))))

    def plan(self, progress: float) -> Plan:
        """The plan of the next pool. Only this changes the state."""
        draws = next(p["draws"] for p in self._config["phases"] if progress <= p["until"])
        plan = Plan(self.state["pool"], draws, dict(self.state["places"]))
        self.state["pool"] += 1
        for name in self._names(plan, self._random(plan)):
            self.state["places"][name] += 1
        return plan

    def build(self, plan: Plan) -> list[Arrays]:
        """The batches of a pool. The same plan gives the same ones, in any process."""
        rng = self._random(plan)
        places = dict(plan.places)
        groups: list[list[Item]] = []
        for name in self._names(plan, rng):
            if name == UNLABELLED:
                groups.append(self._unlabelled(places[name], rng))
            else:
                groups += self._groups(name, self._sources[name].at(places[name]), rng)
            places[name] += 1
        packs = list(packed(groups, self._config["tokens_per_batch"]))
        rng.shuffle(packs)
        return [arrays(groups, self._frame) for groups in packs]

    def _random(self, plan: Plan) -> random.Random:
        return random.Random(f"{self._config['seed']} pool {plan.number}")

    def _names(self, plan: Plan, rng: random.Random) -> list[str]:
        count = self._config["groups_per_pool"]
        return rng.choices(list(plan.draws), list(plan.draws.values()), k=count)

    def _unlabelled(self, place: int, rng: random.Random) -> list[Item]:
        """A question without labels, on passages found for it."""
        question, found = self._without_labels.at(place, rng)
        text = self._typed(question, rng)
        return [
            replace(self._item(UNLABELLED, text, self._by_digest[name], (), rng), labelled=False)
            for name in found
        ]

    def _groups(self, name: str, question: Question, rng: random.Random) -> Iterator[list[Item]]:
        """The question on its own context and mined ones, then what the rules make of it."""
        source, tokens = self._sources[name], self._tokens[name][question.context]
        text = self._typed(question.text, rng)
        group = [self._item(name, text, tokens, question.answers, rng)]
        hard = self._mined.get(question.key, ())
        if hard and rng.random() < source.options.get("mined", 0.0):
            other = self._by_digest[rng.choice(hard)]
            group.append(self._item(name, text, other, (), rng))
        yield group
        twins = source.answerable[question.context]
        if twins and not question.answers and rng.random() < source.options.get("twin", 0.0):
            twin = rng.choice(twins)
            yield [self._item(name, self._typed(twin.text, rng), tokens, twin.answers, rng)]
        if question.answers and rng.random() < source.options.get("rule", 0.0):
            made = source.rules.question(question, rng)
            if made:
                item = self._item(name, self._typed(made, rng), tokens, (), rng)
                yield [replace(item, labelled=not self._config.get("teacher", 0.0))]
        if question.answers and rng.random() < source.options.get("removed", 0.0):
            kept = source.rules.removed(question)
            if kept:
                rest = _joined(tokens, kept)
                yield [self._item(name, text, rest, (), rng)]

    def _typed(self, question: str, rng: random.Random) -> str:
        return as_typed(question, rng, as_keywords=self._config.get("keywords", 0.0))

    def _item(
        self,
        name: str,
        text: str,
        tokens: Tokens,
        answers: tuple[tuple[int, int], ...],
        rng: random.Random,
    ) -> Item:
        options = self._sources[name].options if name in self._sources else {}
        limit = options.get("max_length", self._config["max_length"])
        question = self._tokenizer.encode(text, add_special_tokens=False).ids[:64]
        golds = [tokens.locate(*span) for span in answers]
        near = golds
        if rng.random() < self._config.get("crop", 0.0):
            limit = min(limit, rng.randint(*CROPPED) + len(question))
            near = golds or nearest(tokens, question)
        first, stop = window(tokens, near, limit - len(question) - len(self._frame), rng)
        inside = tuple((a - first, b - first) for a, b in golds if first <= a and b <= stop)
        held = tuple(
            (max(a, first) - first, min(b, stop) - first)
            for a, b in tokens.sentences
            if any(a <= gold[0] < b for gold in golds)
        )
        return Item(question, tokens.ids[first:stop], inside, held if inside else (), 0)


def _joined(tokens: Tokens, kept: tuple[tuple[int, int], ...]) -> Tokens:
    """The tokens of some character ranges as a passage of its own (offsets are not kept)."""
    ranges = [tokens.locate(*span) for span in kept]
    ids = np.concatenate([tokens.ids[a:b] for a, b in ranges])
    ends = np.cumsum([b - a for a, b in ranges])
    sentences = tuple((int(e) - (b - a), int(e)) for e, (a, b) in zip(ends, ranges, strict=True))
    return Tokens(ids, np.zeros((0, 2), dtype=np.int32), sentences)
