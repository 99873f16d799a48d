"""The data of an exported answer: made of an Answer, put into a file, and found in it again.

Owns how they are written by themselves, and how they hide in HTML and Markdown. What they may hold
is exported.py's. Knows nothing of how an exported answer looks.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from qa.answer import Answer, Citation
from qa.evidence.claim import Slice
from qa.evidence.context import context_of
from qa.wire import PassageRecord, answer_to_dict, json_text

# Where the data stands in a page, and in a Markdown file.
OPENINGS = ('<script type="application/json" id="article-qa">', "<!-- article-qa\n")
CLOSINGS = ("</script>", "\n-->")

_OBJECT = re.compile(r"[\s\ufeff]*\{")  # what stands before it is no export's

# Data may say anything: in this form nothing in it can end the block or comment that it stands in.
_ESCAPES = (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("--", "\\u002d\\u002d"))


def to_export_data(answer: Answer) -> dict[str, Any]:
    """The data of an answer: that of ``qa ask --json`` without the time, with the passages."""
    data = answer_to_dict(answer)
    del data["elapsed_ms"]
    data.pop("degraded", None)  # what is exported holds, whatever did not answer
    data["generation"] = answer.generation
    for citation, fields in zip(answer.citations, data["citations"], strict=True):
        fields |= asdict(PassageRecord.of(_passage_around(citation, answer)))
    return data


def embedded(data: dict[str, Any]) -> str:
    """The data as one line that can stand in HTML and in Markdown."""
    text = json_text(data)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def standalone(data: dict[str, Any]) -> str:
    """The data as a file of their own, or as the line that ``qa ask --json`` prints."""
    indent = 1 if "generation" in data else None
    return json_text(data, indent=indent) + "\n"


def objects_in(text: str) -> list[Any]:
    """The objects at the start of a file, in their order. Raises ValueError for broken JSON."""
    decoder, objects, at = json.JSONDecoder(parse_constant=_no_number), [], 0
    while opening := _OBJECT.match(text, at):
        data, at = decoder.raw_decode(text, opening.end() - 1)
        objects.append(data)
    return objects


def embedded_in(text: str, opening: str, closing: str) -> list[Any]:
    """The data hidden in a page or a Markdown file. Raises ValueError for broken JSON."""
    blocks = text.split(opening.strip())[1:]  # whatever became of the line endings
    return [json.loads(b.split(closing.strip())[0], parse_constant=_no_number) for b in blocks]


def _passage_around(citation: Citation, answer: Answer) -> Slice:
    """The passage around the sentence, or the sentence where the article is not at hand."""
    for hit in answer.hits:
        article = hit.passage.article
        if article.id == citation.article and (context := context_of(article.text, citation.span)):
            return Slice(context.passage, context.passage.of(article.text))
    return Slice(citation.sentence, citation.sentence_text)


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")
