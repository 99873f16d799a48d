"""Retrievers of LangChain, LlamaIndex and Haystack over an index of articles.

Each is in a file of its own, which needs the extra of that name; none is imported here. Importing
the package turns off what a framework would report of its use.
"""

from index.telemetry import disable_telemetry

disable_telemetry()
