"""One command that trains the reader, resumable, on CPU or GPU.

    python -m training.train --data DATA --base MINILM --mined mined.json --out RUN --tokens 25e6
    python -m training.train ... --until 2026-11-24T20:18:00+00:00    # until then instead

Owns the loop, the budget, the log and checkpoints. Knows nothing of how pairs are made, nor of how
learning rates and averages are computed. RUN holds log.jsonl (one object a step, for plots),
checkpoint.pt (replaced whole, so a kill loses at most `--every`) and at the end reader.safetensors
(averaged weights) and last.safetensors.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import nn

from training.data import load_tokenizer
from training.losses import losses
from training.model import Reader, load_base, load_reader
from training.optimizer.average import Average
from training.optimizer.rates import groups, schedule
from training.pairs.ahead import Ahead
from training.pairs.batches import Batch
from training.pairs.stream import Stream
from training.pairs.without_labels import UNLABELLED
from training.teacher import Teacher


@dataclass(frozen=True, slots=True)
class Budget:
    """The end of training: after `tokens`, or at the time `until` (seconds since the epoch)."""

    tokens: float | None
    until: float | None

    def spent(self, tokens: int, began: float) -> float:
        """Share of the budget used, in [0, 1]."""
        if self.tokens is not None:
            return min(1.0, tokens / self.tokens)
        assert self.until is not None
        return min(1.0, (time.time() - began) / (self.until - began))


class Trainer:
    """A model, its optimiser, its stream and how far it has come."""

    def __init__(self, args: argparse.Namespace, config: dict[str, Any]) -> None:
        torch.manual_seed(config["seed"])
        self.config, self.out = config, args.out
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = _precision(self.device)
        tokenizer = load_tokenizer(args.base / "tokenizer.json")
        sources = {"data": args.data, "mined": args.mined, "unlabelled": args.unlabelled}
        self.stream = Stream(config, tokenizer=tokenizer, **sources)
        self.pools = Ahead(self.stream, args.workers)  # forks: before the device is touched
        self.model = _model(args, config).to(self.device)
        self.optimizer = torch.optim.AdamW(groups(self.model, config), fused=True)
        self.average = Average(self.model, config["ema"])
        self.teacher = None
        if share := config.get("teacher", 0.0):
            base = args.teacher_base
            teacher = Teacher.load(args.teacher, base, student=tokenizer, share=share)
            self.teacher = teacher.to(self.device)
        # One thread a batch, not many threads an operation: on shared cores an operation waits for
        # its slowest thread (500 tokens a second against 3,500 with one core taken by others).
        self.workers = ThreadPoolExecutor(args.threads if self.device.type == "cpu" else 1)
        self.budget = Budget(args.tokens, args.until)
        self.began, self.step, self.tokens = time.time(), 0, 0

    def run(self, every: float) -> None:
        """Train until the budget is spent; save every `every` seconds."""
        saved = time.time()
        while (progress := self.budget.spent(self.tokens, self.began)) < 1.0:
            for step in _steps(self.pools.pool(progress), self.config["tokens_per_step"]):
                progress = self.budget.spent(self.tokens, self.began)
                if progress >= 1.0:
                    break
                self.learn(step, progress)
            if time.time() - saved > every:
                self.save()
                saved = time.time()
        self.pools.close()
        self.save()
        self.export()

    def learn(self, batches: list[Batch], progress: float) -> None:
        """One step; the batches are worked off by the threads, their gradients added up."""
        started = time.time()
        scale = schedule(progress, self.config["warm_up"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        items = sum(len(batch.answerable) for batch in batches)
        parts = list(self.workers.map(lambda batch: self._gradients(batch, items), batches))
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self.tokens += sum(int(batch.mask.sum()) for batch in batches)
        self.average.update(self.model, self.step)
        self._log(
            {name: sum(part[name] for part in parts) for name in parts[0]},
            scale=round(scale, 4),
            progress=round(progress, 4),
            norm=round(float(norm), 3),
            items=items,
            seconds=round(time.time() - started, 3),
        )

    def _gradients(self, batch: Batch, items: int) -> dict[str, float]:
        """Add the batch's gradients to the parameters'; its share of the step's losses."""
        share = len(batch.answerable) / items
        batch = batch.to(self.device)
        with torch.autocast(self.device.type, self.precision, self.precision != torch.float32):
            batch = self.teacher.soften(batch) if self.teacher else batch
            tokens, answer = self.model(batch.ids, batch.mask, batch.kinds)
        parts = losses(tokens.float(), answer.float(), batch)
        total = sum(self.config["loss"][name] * value for name, value in parts.items())
        (total * share).backward()
        return {name: value.item() * share for name, value in parts.items()}

    def save(self) -> None:
        """Replace the checkpoint whole."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.values,
            "stream": self.stream.state,
            "counters": {"began": self.began, "step": self.step, "tokens": self.tokens},
            "random": torch.get_rng_state(),
        }
        torch.save(state, self.out / "checkpoint.tmp")
        os.replace(self.out / "checkpoint.tmp", self.out / "checkpoint.pt")

    def resume(self) -> None:
        """Go on from the checkpoint; the rest of an unfinished pool is skipped."""
        state = torch.load(self.out / "checkpoint.pt", weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average.values = {n: v.to(self.device) for n, v in state["average"].items()}
        places = self.stream.state["places"] | state["stream"]["places"]
        self.stream.state = {"pool": state["stream"]["pool"], "places": places}
        counters = state["counters"]
        self.began, self.step = counters["began"], counters["step"]
        self.tokens = counters["tokens"]
        torch.set_rng_state(state["random"])

    def export(self) -> None:
        """Write the averaged and the last weights."""
        save_file(self.average.values, self.out / "reader.safetensors")
        save_file(self.model.state_dict(), self.out / "last.safetensors")

    def _log(self, parts: dict[str, float], **figures: float) -> None:
        losses = {name: round(value, 4) for name, value in parts.items()}
        line = {"step": self.step, "tokens": self.tokens, **figures, **losses}
        with (self.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


def _model(args: argparse.Namespace, config: dict[str, Any]) -> Reader:
    """The network to train: the base's or a trained reader's, without what is frozen."""
    kept = {"dropout": config["dropout"], "layers": config.get("layers")}
    if args.start:
        model = load_reader(args.start, args.base, **kept)
    else:
        model = load_base(args.base, **kept)
    _freeze(model, config["frozen_layers"])
    return model


def _freeze(model: Reader, layers: int) -> None:
    """Keep the words' vectors as they are, and with ``layers`` all that is below that layer."""
    model.word.weight.requires_grad = False
    if layers:
        for name, parameter in model.named_parameters():
            part, _, rest = name.partition(".")
            below = part == "blocks" and int(rest.split(".")[0]) < layers
            if below or part in ("position", "kind", "relative", "norm"):
                parameter.requires_grad = False


def _precision(device: torch.device) -> torch.dtype:
    """bfloat16 where the processor multiplies in it; elsewhere it is emulated, a hundred times
    slower than float32 (0.9 against 125 GFLOP/s on two cores with AVX2).
    """
    native = device.type != "cpu" or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if native or torch.cpu._is_amx_tile_supported() else torch.float32


def _steps(batches: list[Batch], tokens: int) -> Iterator[list[Batch]]:
    """Batches gathered until a step holds about `tokens`; a rest of less than half is left out."""
    step: list[Batch] = []
    for batch in batches:
        step.append(batch)
        if sum(b.mask.numel() for b in step) > tokens * 0.9:
            yield step
            step = []
    if sum(b.mask.numel() for b in step) > tokens * 0.5:
        yield step


def main() -> None:
    """Parse, train or go on training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--start", type=Path, help="weights of a reader to go on from")
    parser.add_argument("--teacher", type=Path, nargs="+", default=[], help="weights to distil")
    parser.add_argument("--teacher-base", type=Path, help="folder of the teachers' base model")
    parser.add_argument("--unlabelled", type=Path, help="what unlabelled.py wrote")
    parser.add_argument("--mined", type=Path, required=True, help="what negatives.py wrote")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.json"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=float, default=600, help="seconds between checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0, help="processes that build batches")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--tokens", type=float)
    length.add_argument("--until", type=lambda text: datetime.fromisoformat(text).timestamp())
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    if config.get("teacher") and not (args.teacher and args.teacher_base):
        parser.error("the configuration distils; expected --teacher and --teacher-base")
    if not args.unlabelled and any(UNLABELLED in phase["draws"] for phase in config["phases"]):
        parser.error("the configuration draws questions without labels; expected --unlabelled")
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(args, config)
    if (args.out / "checkpoint.pt").exists():
        trainer.resume()
    trainer.run(args.every)


if __name__ == "__main__":
    main()
