"""Turning off the telemetry of the libraries used here.

Owns the environment variables that do this. They are set before any of the libraries is loaded, in
this process and so in all that it starts, whatever their values were.
"""

import os

OFF = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime looks up an events host and keeps a device id
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",  # where it is used with qa/integrations/haystack.py
    "DO_NOT_TRACK": "1",
}


def disable_telemetry() -> None:
    """Set the variables, and look for models of the Hugging Face hub on this machine alone."""
    os.environ.update(OFF)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
