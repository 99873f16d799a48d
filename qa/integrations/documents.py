"""A passage as a framework's document: its text, its id, and facts by name. Pure.

Owns the names of the facts, which are those of ``qa search --json``. Knows nothing of frameworks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.filtering.filter import Filter
from qa.assistant import Assistant
from qa.retrieval.search_result import FoundRecord


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A passage for a framework. ``text`` is the slice of the article's text from ``start`` to
    ``end``, half-open; ``id`` is the article with these. ``metadata`` holds texts and numbers only,
    and nothing that the article does not state.
    """

    id: str
    text: str
    score: float
    metadata: dict[str, Any]

    @classmethod
    def of(cls, found: FoundRecord) -> FoundDocument:
        stated = {
            "article": found.article,
            "title": found.title,
            "source": found.source,
            "published": found.published,
            "author": found.author,
            "url": found.url,
            "page": found.page,
            "paragraph": found.paragraph,
            "link": found.link,
            "start": found.start,
            "end": found.end,
            "digest": found.digest,
            "copy_of": found.copy_of,
            "rank": found.rank,
            "score": found.score,
        }
        known = {name: value for name, value in stated.items() if value is not None}
        return cls(f"{found.article}:{found.start}-{found.end}", found.text, found.score, known)


def find_documents(
    assistant: Assistant, question: str, limit: int, where: Filter | None = None
) -> list[FoundDocument]:
    """The passages of a question in the newest generation of the index, best first, of the articles
    that a filter leaves.

    Raises as ``Assistant.search`` does.
    """
    assistant.refresh()
    found = assistant.search(question, limit=limit, where=where)
    return [FoundDocument.of(FoundRecord.of(hit)) for hit in found.hits]
