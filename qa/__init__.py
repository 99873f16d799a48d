"""From a question to a cited answer. ``Assistant.open(".index").ask("...")`` is the whole of it.

Builds on index/; knows nothing of the front end.
"""

from qa.answer import Answer, AnswerSpan, Citation, Hit
from qa.pipeline import Assistant
from qa.settings import Settings

__all__ = ["Answer", "AnswerSpan", "Assistant", "Citation", "Hit", "Settings"]
