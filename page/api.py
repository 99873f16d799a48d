"""The interface for programs, over REST, Gradio's Python client and MCP.

Owns how an endpoint is offered over Gradio, and that an update is the one that visitors see. What
the endpoints take, return and say of themselves is qa/service/endpoints.py's. Errors are one line,
as everywhere.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, get_type_hints

import gradio as gr

from index import ArticleQAError
from page.middleware.rest_validation import Parameter
from page.panels.events import MAX_CONCURRENT_QUESTIONS
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from qa.service.endpoints import (
    ENDPOINTS,
    EndpointError,
    Endpoints,
    StatusReply,
    UpdateReply,
)
from qa.service.history import Turn

P = ParamSpec("P")
R = TypeVar("R")


class PageEndpoints(Endpoints):
    """The endpoints over the index and the update that all visitors share, documented as those
    that they replace.
    """

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        super().__init__(host)
        self._monitor = monitor

    def status(self) -> StatusReply:
        status = self._monitor.status()
        if status.manifest is None or status.changes is None:
            raise EndpointError(
                status.problem or "no index yet; expected one; call update to build it"
            )
        return StatusReply.of(status.manifest, status.changes, updating=status.job.running)

    def update(self) -> UpdateReply:
        self._monitor.job.start()
        state = self._monitor.job.wait()
        if state.report is None:
            raise EndpointError(
                state.error or "the update did not finish; expected a report; call it again"
            )
        return UpdateReply.of(state.report)


class Api:
    """The endpoints as Gradio calls them; their errors are gr.Error."""

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        endpoints = PageEndpoints(host, monitor)
        self.ask = _for_gradio(endpoints.ask)
        self.search = _for_gradio(endpoints.search)
        self.check_text = _for_gradio(endpoints.check_text)
        self.status = _for_gradio(endpoints.status)
        self.update = _for_gradio(endpoints.update)

    def add_endpoints(self) -> None:
        """Add the endpoints to the blocks that are being laid out."""
        limits = {
            "ask": MAX_CONCURRENT_QUESTIONS,
            "search": MAX_CONCURRENT_QUESTIONS,
            "check_text": 1,
            "status": None,
            "update": 8,
        }
        for name in ENDPOINTS:
            gr.api(
                getattr(self, name),
                api_name=name,
                concurrency_limit=limits[name],
                concurrency_id=name,
            )


KINDS_OF_TYPES = {
    str: "text",
    int: "number",
    list[str]: "list of texts",
    list[Turn]: "list of objects",
}


def _parameters(name: str) -> tuple[Parameter, ...]:
    endpoint = getattr(Endpoints, name)
    hints, taken = get_type_hints(endpoint), inspect.signature(endpoint).parameters
    return tuple(
        Parameter(one, KINDS_OF_TYPES[hints[one]], _default_of(taken[one]))
        for one in taken
        if one != "self"
    )


def _default_of(parameter: inspect.Parameter) -> Any:
    return None if parameter.default is parameter.empty else parameter.default


# What each endpoint takes, in the order of its signature.
PARAMETERS: dict[str, tuple[Parameter, ...]] = {name: _parameters(name) for name in ENDPOINTS}


def _for_gradio(endpoint: Callable[P, R]) -> Callable[P, R]:
    @wraps(endpoint)
    def call(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return endpoint(*arguments, **named)
        except (ArticleQAError, EndpointError) as error:
            raise gr.Error(str(error), print_exception=False) from error

    call.__doc__ = inspect.getdoc(endpoint)
    return call
