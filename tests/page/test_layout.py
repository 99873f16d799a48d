import re

from page import theme


def test_only_questions_and_texts_wait_in_the_queue(config):
    queued = {d["api_name"] for d in config["dependencies"] if d["queue"]}
    assert queued == {
        "answer_question", "ask", "check", "check_text", "search", "status", "update",
    }  # fmt: skip


def test_only_the_interface_for_programs_is_public(config):
    public = {d["api_name"] for d in config["dependencies"] if d["api_visibility"] == "public"}
    assert public == {"ask", "check_text", "search", "status", "update"}


def test_every_control_that_is_typed_in_has_a_label(config):
    kinds = ("textbox", "file", "dropdown")
    typed = [c for c in config["components"] if c["type"] in kinds]
    assert len(typed) == 15 and all(c["props"]["label"] for c in typed)


def test_the_script_is_called_by_names_that_it_has(config):
    called = {
        name for d in config["dependencies"] for name in re.findall(r"qa\.(\w+)\(", str(d["js"]))
    }
    offered = re.findall(r"Object\.assign\(qa, \{([^}]+)\}\)", theme.HEAD)
    assert called <= {name.strip() for names in offered for name in names.split(",")}
