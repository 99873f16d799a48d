"""What a request passes before Gradio sees it: checks, MCP, and what is added to responses.

All of it is ASGI middleware. Knows nothing of what is on the page.
"""
