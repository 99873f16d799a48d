import dataclasses

import gradio as gr
import pytest

from page.api import PARAMETERS, Api
from page.state.index_monitor import IndexMonitor
from qa.retrieval.search_result import search_to_dict
from qa.wire.answer import answer_to_dict


@pytest.fixture
def api(host):
    opened = host({"a.txt": "An apple fell."})
    return Api(opened, IndexMonitor(opened))


def test_an_answer_says_what_the_command_line_says(api, host):
    said = dataclasses.asdict(api.ask("apple"))
    expected = answer_to_dict(host({"a.txt": "An apple fell."}).assistant.ask("apple"))
    keys = ("filter", "as_of", "parts", "searched", "suggested_filter", "kind", "decides", "items")
    null = dict.fromkeys(keys)
    assert said | {"elapsed_ms": 0} == expected | null | {"elapsed_ms": 0, "degraded": False}


def test_a_question_may_be_asked_of_a_part_of_the_articles(host):
    opened = host({
        "a.txt": "An apple fell.",
        "north/b.txt": "---\ndate: 2023-11-07\nsource: Donga\nauthor: Ann\n---\nAn apple rose.",
    })  # fmt: skip
    api = Api(opened, IndexMonitor(opened))
    for conditions in (
        {"after": "2023"}, {"before": "2023-12"}, {"as_of": "2024"}, {"sources": ["donga"]},
        {"authors": ["Ann"]}, {"within": ["north"]},
    ):  # fmt: skip
        said = api.ask("apple", **conditions)
        assert [hit.article for hit in said.hits] == ["north/b.txt"], conditions
        assert (said.filter.articles, said.filter.total) == (1, 2)
        checked = api.check_text("An apple rose.", **conditions)
        cited = {c.article for one in checked.statements for c in one.citations}
        assert cited <= {"north/b.txt"}
    for conditions, message in (
        ({"sources": ["Dong"]}, "such as 'Donga'"),
        ({"after": "soon"}, "'soon' is no date"),
        ({"before": "2022"}, "no article is left by the filter"),
    ):
        with pytest.raises(gr.Error, match=message):
            api.ask("apple", **conditions)


def test_a_search_finds_what_the_command_line_finds(api, host):
    said = dataclasses.asdict(api.search("apple"))
    expected = search_to_dict(host({"a.txt": "An apple fell."}).assistant.search("apple"))
    assert said | {"elapsed_ms": 0} == expected | {"elapsed_ms": 0, "degraded": False}


def test_an_answer_of_a_part_of_the_index_is_marked(api, degraded):
    assert api.ask("apple").degraded
    degraded.undo()
    assert not api.ask("apple").degraded


def test_status_and_update_count_files(api, seeds):
    seeds({"b.txt": "A stone sank.", "bad.txt": b"\x00"})
    status = api.status()
    assert (status.generation, status.articles, status.updating) == (1, 1, False)
    assert status.added == ["b.txt", "bad.txt"]
    update = api.update()
    assert (update.generation, update.articles, update.embedded) == (2, 2, 1)
    assert "bad.txt" in update.rejected[0]


def test_only_what_has_no_default_must_be_given():
    needed = {n: [p.name for p in taken if p.default is None] for n, taken in PARAMETERS.items()}
    assert needed == {
        "ask": ["question"], "search": ["question"], "check_text": ["text"], "status": [],
        "update": [],
    }  # fmt: skip


def test_a_mistake_is_one_line(api, host, seeds):
    with pytest.raises(gr.Error, match="the question is empty"):
        api.ask("")
    with pytest.raises(gr.Error, match="a limit of 0 passages; expected 1 to 100;"):
        api.search("apple", 0)
    for path in seeds({}).iterdir():
        path.unlink()
    with pytest.raises(gr.Error, match="holds no article"):
        api.update()


def test_without_an_index_status_says_how_to_make_one(host):
    opened = host()
    with pytest.raises(gr.Error, match="no index yet; expected one; call update to build it"):
        Api(opened, IndexMonitor(opened)).status()
