"""What the tools of MCP give: JSON.

Owns that alone. Gradio writes a tool's result as Python would print it.
"""

from __future__ import annotations

import json
from typing import Any

import gradio as gr


def give_json(blocks: gr.Blocks) -> None:
    """Let the tools of a launched page answer in JSON; nothing where it serves no MCP."""
    server: Any = blocks.mcp_server_obj
    if server is None:
        return

    def content(data: list[Any], root_url: str) -> list[Any]:
        texts = (json.dumps(output, ensure_ascii=False, sort_keys=True) for output in data)
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.postprocess_output_data = content
