import shutil
from pathlib import Path

import pytest

from index.errors import ModelError
from qa.answer import Hit
from qa.readers.hub_reader import WINDOW_TOKENS, HubModel, open_hub_reader
from tests.support.toys import passages

pytestmark = pytest.mark.slow  # imports torch

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "an", "apple", "fell", "what", ".", "?"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A real, if untrained, extractive model of two small layers, saved as transformers does."""
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizerFast, set_seed

    set_seed(0)
    folder = tmp_path_factory.mktemp("model")
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    config = BertConfig(vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=2,
                        num_attention_heads=2, intermediate_size=32,
                        max_position_embeddings=512)  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(folder)
    vocabulary = {word: i for i, word in enumerate(WORDS)}
    BertTokenizerFast(vocab=vocabulary, model_max_length=512).save_pretrained(folder)
    return folder


def hit(text: str, rank: int) -> Hit:
    (passage,) = passages(text, id=f"{rank}.txt", max_tokens=10_000)
    scores = (0.5,) * len(passage.sentences)
    return Hit(passage, score=1.0, rank=rank, dense=0.5, lexical=0.5, sentences=scores)


def test_any_extractive_model_reads(folder):
    hits = [hit("An apple fell.", 1), hit("Fell an apple. An apple fell.", 2)]
    spans = open_hub_reader(str(folder)).read("What fell?", hits)
    assert {span.passage.article.id for span in spans} == {"1.txt", "2.txt"}
    assert spans[0].score >= spans[1].score
    assert all(0 < span.score < 1 for span in spans)


def test_scores_are_the_models_own(folder):
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    text = "An apple fell."
    (reading,) = HubModel(str(folder)).read("What fell?", [text])
    tokenizer = AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        encoded = tokenizer("What fell?", text, return_tensors="pt")
        output = AutoModelForQuestionAnswering.from_pretrained(folder).eval()(**encoded)
    (window,) = reading.windows
    assert window.offsets.tolist() == [[0, 2], [3, 8], [9, 13], [13, 14]]
    assert window.starts == pytest.approx(output.start_logits[0, 5:9].numpy(), abs=1e-5)
    null = float(output.start_logits[0, 0] + output.end_logits[0, 0])
    assert window.null == pytest.approx(null, abs=1e-5)


def test_long_passages_are_read_in_windows(folder):
    text = "An apple fell. " * 300
    (reading,) = HubModel(str(folder)).read("What fell?", [text])
    assert len(reading.windows) > 3
    assert reading.windows[-1].offsets[-1].tolist() == [len(text) - 2, len(text) - 1]


@pytest.mark.parametrize(
    "question",
    [
        "What fell? " * 900,
        "a" * 10_000,
        "?" * 10_000,
        "a" + "\N{SHIP}" * 1000,
        "\u202bWhat\u200f fell",
        "a\0b",
        "",
    ],
    ids=["long", "long word", "punctuation", "signs", "right to left", "NUL", "empty"],
)
def test_any_question_is_read_the_long_ones_in_part(folder, question):
    passages = ["An apple fell.", "Fell an apple. " * 300]
    short, long = HubModel(str(folder)).read(question, passages)
    assert len(short.windows) == 1 and len(short.windows[0].offsets) == 4
    assert long.windows[-1].offsets[-1].tolist()[1] == len(passages[1]) - 1


def test_the_longest_question_is_read_as_its_beginning(folder):
    model, most = HubModel(str(folder)), (WINDOW_TOKENS - 3) // 2
    long, short = (model.read("what " * n, ["An apple fell."])[0] for n in (2000, most))
    assert long.windows[0].starts == pytest.approx(short.windows[0].starts)


def test_a_model_of_short_windows_is_read_in_these(folder, tmp_path):
    from transformers import AutoTokenizer

    shutil.copytree(folder, tmp_path / "short")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.model_max_length = 32
    tokenizer.save_pretrained(tmp_path / "short")
    (reading,) = HubModel(str(tmp_path / "short")).read("What fell? " * 99, ["An apple fell. " * 9])
    assert reading.windows[-1].offsets[-1].tolist()[1] == 15 * 9 - 1


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"^reader '.*' cannot be loaded from .*; expected an ext"):
        HubModel(str(tmp_path)).load()
