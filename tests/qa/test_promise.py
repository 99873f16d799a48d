import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index import build, recipe_of
from index.errors import QuestionError
from index.location import full_name
from qa import Assistant, Settings
from qa.promise import Promise, promise_for, promise_path, promise_to_json, read_promise, setup_of
from qa.readers.sentence_reader import SentenceReader


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(checks=str(tmp_path / "c.jsonl"))


@pytest.fixture
def promise(settings, index, embedder) -> Promise:
    """One that is written where the settings look for it."""
    made = Promise(
        share=0.05,
        confidence=0.95,
        threshold=0.62,
        checks=95,
        given=80,
        wrong=1,
        index=full_name(index),
        generation=1,
        setup=setup_of(settings, recipe_of(embedder)),
    )
    promise_path(Path(settings.checks)).write_text(promise_to_json(made))
    return made


def test_a_promise_sets_the_threshold_of_its_index_unless_a_setting_does(
    promise, settings, seeds, index, embedder
):
    build(seeds({"a.txt": "An apple fell."}), index, embedder=embedder)

    def opened(chosen: Settings) -> Assistant:
        return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=chosen)

    assistant = opened(settings)
    assert (assistant.promise, assistant.threshold) == (promise, 0.62)
    assert opened(replace(settings, threshold=0.2)).threshold == 0.2
    assert opened(replace(settings, top_k=3)).threshold == SentenceReader.threshold
    promise_path(Path(settings.checks)).unlink()
    assert (assistant.promise, assistant.threshold) == (None, SentenceReader.threshold)


def test_a_promise_is_about_one_index_recipe_and_setup(promise, settings, index, embedder):
    recipe = recipe_of(embedder)
    assert promise_for(settings, index=index, recipe=recipe) == promise
    assert promise_for(settings, index=index.with_name("other"), recipe=recipe) is None
    other = replace(recipe, splitter="other/1")
    assert promise_for(settings, index=index, recipe=other) is None
    assert promise_for(replace(settings, reader="fast"), index=index, recipe=recipe) is None
    assert promise_for(replace(settings, threshold=0.9), index=index, recipe=recipe) == promise


def test_it_holds_for_its_generation_and_threshold_alone(promise):
    assert promise.holds(generation=1, threshold=0.62)
    assert not promise.holds(generation=2, threshold=0.62)
    assert not promise.holds(generation=1, threshold=0.7)
    assert not replace(promise, kept=False).holds(generation=1, threshold=0.62)


@pytest.mark.parametrize(
    "change",
    [{"share": "5%"}, {"kept": 1}, {"generation": None}, {"more": 1}, {"threshold": True}],
)
def test_a_file_that_is_no_promise_is_one_line(promise, settings, change):
    path = promise_path(Path(settings.checks))
    path.write_text(json.dumps(asdict(promise) | change))
    with pytest.raises(QuestionError, match=r"c\.promise\.json is not a record of a promise"):
        read_promise(Path(settings.checks))
    path.write_text("[]")
    with pytest.raises(QuestionError, match="remove it"):
        read_promise(Path(settings.checks))
