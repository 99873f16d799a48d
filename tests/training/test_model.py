"""The network that is trained, against transformers, and what is loaded of a base model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.later import Later

if TYPE_CHECKING:
    from torch import Tensor

pytestmark = pytest.mark.slow  # imports torch
torch, tensors = Later("torch"), Later("safetensors.torch")
model = Later("training.model")

SIZES = {"vocab_size": 60, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 48, "max_position_embeddings": 302}  # fmt: skip


def hidden_states(kind: str, folder: Path, ids: Tensor) -> tuple[Tensor, ...]:
    """The values that transformers computes in each layer of a small model, kept in the folder."""
    import transformers

    torch.manual_seed(1)
    config = getattr(transformers, f"{kind}Config")(**SIZES)
    network = getattr(transformers, f"{kind}Model")(config, add_pooling_layer=False).eval()
    network.save_pretrained(folder)
    with torch.no_grad():
        found = network(ids, attention_mask=torch.ones_like(ids), output_hidden_states=True)
    states: tuple[Tensor, ...] = found.hidden_states
    return states


@pytest.mark.parametrize("layers", [None, 1])
@pytest.mark.parametrize("kind", ["Bert", "MPNet"])
def test_the_encoder_gives_the_hidden_states_of_transformers(kind, layers, tmp_path):
    ids = torch.randint(5, 60, (2, 290))
    expected = hidden_states(kind, tmp_path, ids)
    reader = model.load_base(tmp_path, dropout=0.0, layers=layers).eval()
    with torch.no_grad():
        given = reader.encode(ids, torch.ones_like(ids), torch.zeros_like(ids))
    assert torch.allclose(given, expected[layers or 2], atol=1e-5)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_trained_reader_has_the_layers_of_its_weights(layers, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(
        SIZES | {"model_type": "bert", "type_vocab_size": 2, "layer_norm_eps": 1e-12}
    ))  # fmt: skip
    trained = model.Reader(model.Shape(60, 24, layers, 3, 48, 302)).eval()
    tensors.save_file(trained.state_dict(), tmp_path / "reader.safetensors")
    read = model.load_reader(tmp_path / "reader.safetensors", tmp_path).eval()
    ids = torch.randint(5, 60, (1, 20))
    pair = (ids, torch.ones_like(ids), torch.zeros_like(ids))
    assert len(read.blocks) == layers
    with torch.no_grad():
        for ours, theirs in zip(read(*pair), trained(*pair), strict=True):
            assert torch.equal(ours, theirs)
