import json
from types import SimpleNamespace

from page.server.mcp_results import return_json


def test_the_result_of_a_tool_is_json_and_one_text_an_output():
    types = SimpleNamespace(TextContent=lambda **told: (told["type"], told["text"]))
    server = SimpleNamespace(types=types)
    return_json(SimpleNamespace(mcp_server_obj=server))
    answer = {"answer": None, "degraded": False, "quote": "Müller"}
    (content,) = server.postprocess_output_data([answer], "http://127.0.0.1")
    assert content[0] == "text" and json.loads(content[1]) == answer


def test_a_page_without_tools_is_left_as_it_is():
    return_json(SimpleNamespace(mcp_server_obj=None))
