"""The results of MCP tools as JSON. Gradio would write them as Python's ``repr``."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr


def return_json(blocks: gr.Blocks) -> None:
    """Let the MCP tools of a launched page return JSON; no effect where MCP is not served."""
    server: Any = blocks.mcp_server_obj
    if server is None:
        return

    def to_content(data: list[Any], root_url: str) -> list[Any]:
        texts = (json.dumps(output, ensure_ascii=False, sort_keys=True) for output in data)
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.postprocess_output_data = to_content
