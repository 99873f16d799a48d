"""Functions of the panels as Gradio calls them.

Owns how the language of a request, and what was clicked, are handed on. Knows nothing of what the
functions do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from page.panels.events import read_action
from page.wording.languages import wording_for
from page.wording.wording import Wording


def spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which takes ``say``, in the language of the visitor's browser."""

    def call(request: gr.Request | None, *given: Any) -> Any:
        return function(*given, say=_wording_of(request))

    call.__name__ = function.__name__
    return call


def clicked(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same of a function that takes first what was clicked, an ``Action``."""

    def call(request: gr.Request | None, event: gr.SelectData, *given: Any) -> Any:
        return function(read_action(event), *given, say=_wording_of(request))

    call.__name__ = function.__name__
    return call


def _wording_of(request: gr.Request | None) -> Wording:
    headers = request.headers if request else {}
    return wording_for(headers.get("accept-language", ""))
