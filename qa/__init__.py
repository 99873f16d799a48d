"""From a question to a cited answer. ``Assistant.open(".index").ask("...")`` is the whole of it.

Builds on index/; knows nothing of the front end. What is named here is imported when it is used, so
that the command line begins at once; ``__version__`` is the installed package's.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.filtering.filter import Filter
    from qa.answer import Answer, AnswerSpan, Citation, Hit
    from qa.assistant import Assistant
    from qa.checking.check import check_text
    from qa.checking.result import CheckedText
    from qa.conversation import Conversation
    from qa.retrieval.search_result import SearchResult
    from qa.settings import Settings
    from qa.speech.quotes import quotes_by

    __version__: str

__all__ = [
    "Answer",
    "AnswerSpan",
    "Assistant",
    "CheckedText",
    "Citation",
    "Conversation",
    "Filter",
    "Hit",
    "SearchResult",
    "Settings",
    "check_text",
    "quotes_by",
]

_MODULES = {
    "Assistant": "qa.assistant",
    "CheckedText": "qa.checking.result",
    "Conversation": "qa.conversation",
    "SearchResult": "qa.retrieval.search_result",
    "Filter": "index.filtering.filter",
    "Settings": "qa.settings",
    "check_text": "qa.checking.check",
    "quotes_by": "qa.speech.quotes",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("article-qa")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES.get(name, "qa.answer")), name)
