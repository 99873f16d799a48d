"""Keeps the libraries that are used here from telling others of their use.

Owns the variables that turn this off. They are set before any of the libraries is loaded, in this
process and so in all that it starts, whatever they were.
"""

import os

OFF = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime looks up an events host and keeps a device id
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def be_silent() -> None:
    """Turn it all off. A model of the hub is looked for on this machine alone."""
    os.environ.update(OFF)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
