from pathlib import Path

import pytest

from index import build
from index.errors import IndexDamagedError, IndexMissingError


def test_the_first_index_is_built_from_the_page(host, seeds):
    opened = host()
    seeds({"a.txt": "An apple fell."})
    assert not opened.has_index
    with pytest.raises(IndexMissingError, match="no index in"):
        _ = opened.assistant
    assert opened.update().articles == 1
    assert opened.assistant.ask("apple").text == "An apple fell."


def test_an_index_built_elsewhere_is_picked_up(host, seeds, index, embedder):
    opened = host()
    build(seeds({"a.txt": "An apple fell."}), index, embedder=embedder)
    assert opened.assistant.ask("apple").text == "An apple fell."
    build(seeds({"a.txt": "A stone fell."}), index, embedder=embedder)
    assert opened.assistant.ask("stone").text == "A stone fell."


def test_rolling_back_answers_from_the_index_before(host, seeds):
    opened = host({"a.txt": "An apple fell."})
    seeds({"a.txt": "An apple rose."})
    opened.update()
    assert opened.assistant.ask("apple").text == "An apple rose."
    assert opened.roll_back() == 1
    assert opened.assistant.ask("apple").text == "An apple fell."


def test_the_seeds_are_those_that_the_index_was_built_from(host, seeds):
    opened = host({"a.txt": "An apple fell."}, seeds="elsewhere")
    assert opened.seeds == seeds({}).resolve()


def test_a_damaged_index_is_an_error_at_once(host, index):
    host({"a.txt": "An apple fell."})
    (index / "current").write_text("nonsense")
    with pytest.raises(IndexDamagedError):
        host()


def test_the_folder_is_that_of_the_newest_index_by_whomever_it_was_built(
    host, index, embedder, tmp_path
):
    opened = host()
    assert opened.seeds == Path(opened.settings.seeds)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"An apple fell on {name}.")
        build(tmp_path / name, index, embedder=embedder)
        assert opened.seeds == tmp_path / name
    (index / "current").write_text("nonsense")
    assert opened.seeds == tmp_path / "two"
