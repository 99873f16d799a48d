from dataclasses import replace

import pytest

from index import recipe_of
from index.location import full_name
from page.panels.ask import AnswerPanel
from page.panels.checks import ChecksPanel
from page.panels.promise import promise_html, promise_in_words
from qa.promise import Promise, promise_path, promise_to_json, setup_of

PROMISE = Promise(0.05, 0.95, 0.62, 95, 80, 1, "/i", 1, "setup")
WORDS = (
    "At most 5% of the answers given here are wrong, with 95% confidence, for questions like the"
    " 95 saved ones."
)


def test_a_promise_is_said_where_it_holds_and_its_lack_where_not():
    assert promise_in_words(PROMISE) == WORDS
    html = promise_html(PROMISE, holds=True)
    assert WORDS in html and "80 of them were answered" in html and "62% or more, 1 wrongly" in html
    html = promise_html(PROMISE, holds=False)
    assert "is not confirmed for this generation" in html and "Answers still need" in html


@pytest.fixture
def promised(host, tmp_path, index, embedder):
    """A page whose answers keep a promise, the file of it, and the promise."""
    path = tmp_path / "c.jsonl"
    opened = host({"a.txt": "An apple fell on the stone."}, checks=str(path), threshold=None)
    setup = setup_of(opened.settings, recipe_of(embedder))
    promise = replace(PROMISE, index=full_name(index), setup=setup, threshold=0.1)
    promise_path(path).write_text(promise_to_json(promise))
    return opened, path, promise


def test_each_answer_says_the_promise_that_holds_for_it(promised, seeds):
    opened, path, promise = promised
    html, _ = AnswerPanel(opened).answer("Did the apple hit a stone?")
    assert WORDS in html
    assert WORDS in ChecksPanel(opened, path).head()
    promise_path(path).write_text(promise_to_json(replace(promise, kept=False)))
    html, answer = AnswerPanel(opened).answer("Did the apple hit a stone?")
    assert answer.text and WORDS not in html
    promise_path(path).write_text(promise_to_json(promise))
    seeds({"b.txt": "The river rose."})
    opened.update()
    assert WORDS not in AnswerPanel(opened).answer("Did the apple hit a stone?")[0]
    assert "is not confirmed for this generation" in ChecksPanel(opened, path).head()


def test_an_abstention_promises_nothing(promised):
    opened, path, promise = promised
    promise_path(path).write_text(promise_to_json(replace(promise, threshold=1.0)))
    html, answer = AnswerPanel(opened).answer("zebra?")
    assert answer.text is None and WORDS not in html
