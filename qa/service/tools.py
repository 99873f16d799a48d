"""The endpoints as tools: a name, a description, JSON schemas, and the check of arguments.

Owns what is read of an endpoint's signature and docstring. Knows nothing of MCP.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model

from index.errors import ArgumentError
from qa.service.endpoints import ENDPOINTS, Endpoints

_ARGUMENTS = re.compile(r"\n *Args:\n(?P<lines>(?: .*\n?|\n)*)")
_ARGUMENT = re.compile(r"^ +(?P<name>\w+): (?P<text>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Tool:
    """One endpoint as a tool; ``function`` is a method of Endpoints."""

    name: str
    function: Callable[..., Any]

    @property
    def description(self) -> str:
        """The docstring without its arguments."""
        return _ARGUMENTS.sub("", self._docstring).strip()

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return self._arguments.model_json_schema()

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """The JSON schema of what ``call`` returns."""
        returned = get_type_hints(self.function)["return"]
        return TypeAdapter(returned).json_schema(mode="serialization")

    def call(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Call the endpoint. Raises ArgumentError for arguments that do not fit, and as it does."""
        try:
            checked = self._arguments.model_validate(dict(arguments))
        except ValidationError as error:
            raise self._argument_error(error) from error
        given = {name: getattr(checked, name) for name in self._arguments.model_fields}
        return asdict(self.function(**given))

    @cached_property
    def _arguments(self) -> type[BaseModel]:
        hints = get_type_hints(self.function)
        described = {a["name"]: a["text"] for a in _ARGUMENT.finditer(self._docstring)}
        fields: dict[str, Any] = {}
        for name, parameter in inspect.signature(self.function).parameters.items():
            default = ... if parameter.default is parameter.empty else parameter.default
            fields[name] = (hints[name], Field(default, description=described.get(name)))
        return create_model(self.name, __config__=ConfigDict(extra="forbid", strict=True), **fields)

    @property
    def _docstring(self) -> str:
        return inspect.getdoc(self.function) or ""

    def _argument_error(self, error: ValidationError) -> ArgumentError:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        known = ", ".join(self._arguments.model_fields) or "no argument"
        if first["type"] == "missing":
            return ArgumentError(
                found=f"{self.name} was called without {name}",
                expected=known,
                cure=f"add {name}",
            )
        if first["type"] == "extra_forbidden":
            return ArgumentError(
                found=f"{self.name} was called with {name!r:.60}",
                expected=known,
                cure="leave it out",
            )
        return ArgumentError(
            found=f"{name} of {self.name} is {first['input']!r:.60}",
            expected=first["msg"].removeprefix("Input should be "),
            cure="call it with that",
        )


def tools_of(endpoints: Endpoints, names: Collection[str] = ENDPOINTS) -> dict[str, Tool]:
    """The endpoints of these names as tools."""
    return {name: Tool(name, getattr(endpoints, name)) for name in names}


def result_text(result: Mapping[str, Any]) -> str:
    """A result as the text that a language model reads: one line of JSON, keys sorted."""
    return json.dumps(result, ensure_ascii=False, sort_keys=True)
