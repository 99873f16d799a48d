"""The data of an exported answer: made from an Answer, written into a file, and read from it.

Owns the JSON of a file of its own, and its embedding in HTML and Markdown. The keys and values are
wire/'s and exported.py's. Knows nothing of how an exported answer looks.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from qa.answer import Answer, Citation
from qa.evidence.claim import Slice
from qa.evidence.context import context_of
from qa.wire.answer import answer_to_dict
from qa.wire.evidence import PassageRecord
from qa.wire.objects import json_text

# The text before and after the data in an HTML page, and in a Markdown file.
OPENINGS = ('<script type="application/json" id="article-qa">', "<!-- article-qa\n")
CLOSINGS = ("</script>", "\n-->")

_OBJECT = re.compile(r"[\s\ufeff]*\{")  # the start of an object; nothing else may precede it

# The data may hold any text: escaped like this, none can end the block or comment around it.
_ESCAPES = (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("--", "\\u002d\\u002d"))


def to_export_data(answer: Answer) -> dict[str, Any]:
    """The data of an answer: the keys of ``qa ask --json`` without the time, and the passages."""
    data = answer_to_dict(answer)
    del data["elapsed_ms"]
    data.pop("degraded", None)  # the citations hold all the same
    data["generation"] = answer.generation
    passages = {citation.number: _passage_around(citation, answer) for citation in answer.evidence}
    for cited in (data, *data["alternatives"], *data.get("parts", ())):
        for fields in cited["citations"]:
            fields |= asdict(PassageRecord.of(passages[fields["number"]]))
    return data


def embedded(data: dict[str, Any]) -> str:
    """The data as one line of JSON that is safe inside HTML and Markdown."""
    text = json_text(data)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def standalone(data: dict[str, Any]) -> str:
    """The data as a JSON file, or as the line that ``qa ask --json`` prints."""
    indent = 1 if "generation" in data else None
    return json_text(data, indent=indent) + "\n"


def objects_in(text: str) -> list[Any]:
    """The JSON objects at the start of a file, in order. Raises ValueError for broken JSON."""
    decoder, objects, at = json.JSONDecoder(parse_constant=_no_number), [], 0
    while opening := _OBJECT.match(text, at):
        data, at = decoder.raw_decode(text, opening.end() - 1)
        objects.append(data)
    return objects


def embedded_in(text: str, opening: str, closing: str) -> list[Any]:
    """The data embedded in a page or Markdown file. Raises ValueError for broken JSON."""
    blocks = text.split(opening.strip())[1:]  # line endings may have been converted
    return [json.loads(b.split(closing.strip())[0], parse_constant=_no_number) for b in blocks]


def _passage_around(citation: Citation, answer: Answer) -> Slice:
    """The passage around the sentence, or the sentence where no hit has the article's text."""
    for hit in answer.hits:
        article = hit.passage.article
        if article.id == citation.article and (context := context_of(article.text, citation.span)):
            return Slice(context.passage, context.passage.of(article.text))
    return Slice(citation.sentence, citation.sentence_text)


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")
