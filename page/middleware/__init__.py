"""The layers between a request and Gradio: checks, MCP, and additions to responses.

All of it is ASGI middleware. Knows nothing of what is on the page.
"""
