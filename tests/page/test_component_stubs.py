from __future__ import annotations

import sys
from importlib import import_module

import page  # noqa: F401  (before Gradio)
from page import component_stubs

COMPONENT = """
import gradio as gr

class Own(gr.HTML):
    EVENTS = ["change"]
"""


def test_a_component_that_is_imported_leaves_no_stub_beside_it(tmp_path, monkeypatch):
    (tmp_path / "own_component.py").write_text(COMPONENT)
    monkeypatch.syspath_prepend(tmp_path)
    own = import_module("own_component")
    assert own.Own("a").change
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["own_component.py"]


def test_twice_is_once():
    finders = list(sys.meta_path)
    component_stubs.leave_stubs_out()
    assert sys.meta_path == finders
