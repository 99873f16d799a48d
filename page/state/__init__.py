"""State that all visitors share: the assistant, the status of its index, the update, the files.

Knows nothing of HTML or Gradio.
"""
