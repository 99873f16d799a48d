import json

import pytest

from index.errors import ArgumentError, QuestionError
from qa.service.endpoints import ENDPOINTS
from qa.service.tools import result_text, tools_of

TAKEN = "question, after, before, as_of, sources, authors, within, history"  # by ask


@pytest.fixture
def tools(endpoints):
    return tools_of(endpoints())


def test_every_endpoint_is_a_tool_that_describes_itself(tools):
    assert tuple(tools) == ENDPOINTS
    for tool in tools.values():
        assert tool.description[0].isupper() and "Args:" not in tool.description
        assert tool.input_schema["additionalProperties"] is False
        described = tool.input_schema["properties"].values()
        assert all(argument["description"] for argument in described)
        assert tool.output_schema["type"] == "object"


def test_only_those_named_are_there(endpoints):
    assert list(tools_of(endpoints(), ["ask", "status"])) == ["ask", "status"]


def test_types_and_defaults_of_arguments_are_told(tools):
    schema = tools["search"].input_schema
    assert schema["required"] == ["question"]
    assert schema["properties"]["question"]["type"] == "string"
    assert schema["properties"]["limit"]["type"] == "integer"
    assert schema["properties"]["limit"]["default"] == 10


def test_a_call_gives_what_the_endpoint_gives(tools):
    assert tools["ask"].call({"question": "apple"})["answer"] == "An apple fell on the stone."
    earlier = {"question": "Did the Red Apple fall?", "answer": None}
    said = tools["ask"].call({"question": "why?", "history": [earlier]})
    assert said["searched"] == "Why did the Red Apple fall?"
    assert len(tools["search"].call({"question": "apple", "limit": 1})["passages"]) == 1
    assert tools["status"].call({})["generation"] == 1


@pytest.mark.parametrize(
    ("name", "arguments", "line"),
    [
        (
            "ask",
            {},
            f"ask was called without question; expected {TAKEN}; add question",
        ),
        (
            "ask",
            {"question": "Who?", "q": 1},
            f"ask was called with 'q'; expected {TAKEN}; leave it out",
        ),
        (
            "ask",
            {"question": "why?", "history": ["Who?"]},
            "history.0 of ask is 'Who?'; expected a valid dictionary; call it with that",
        ),
        ("status", {"q": 1}, "status was called with 'q'; expected no argument; leave it out"),
        (
            "ask",
            {"question": 5},
            "question of ask is 5; expected a valid string; call it with that",
        ),
        (
            "search",
            {"question": "Who?", "limit": True},
            "limit of search is True; expected a valid integer; call it with that",
        ),
        (
            "search",
            {"question": "Who?", "limit": "5"},
            "limit of search is '5'; expected a valid integer; call it with that",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_refused_in_one_line(tools, name, arguments, line):
    with pytest.raises(ArgumentError) as refused:
        tools[name].call(arguments)
    assert str(refused.value) == line


def test_a_long_argument_is_cut_in_the_line(tools):
    with pytest.raises(ArgumentError) as refused:
        tools["ask"].call({"question": ["x" * 100_000]})
    assert len(str(refused.value)) < 200
    with pytest.raises(QuestionError, match="at most 1000"):
        tools["ask"].call({"question": "x" * 100_000})


def test_the_text_of_a_result_is_one_line_of_json(tools):
    result = tools["ask"].call({"question": "apple"})
    text = result_text(result | {"answer": "Müller\nsaid"})
    assert "\n" not in text and "Müller" in text
    assert list(json.loads(text)) == sorted(result)
