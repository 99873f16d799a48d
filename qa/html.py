"""Answers, citations and articles as HTML, every text from outside escaped. Pure.

Owns the markup of the page's own parts and nothing of its layout. Text is escaped for HTML and for
template languages alike, so that nothing in a document, file name or question can become markup,
script or a placeholder.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from index.corpus import Article
from index.manifest import Changes, Manifest
from index.split import split_paragraphs
from qa.answer import Answer, Citation
from qa.render import Segment, confidence_in_words, counted, segments

_TEMPLATE_CHARACTERS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})
# Marks that reorder text are isolated per element by dir="auto"; overrides would still leak.
_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"), "\N{REPLACEMENT CHARACTER}")


def escaped(text: str) -> str:
    """The text as HTML shows it, letter by letter."""
    text = text.encode("utf-8", "replace").decode()  # file names can hold half a character
    return html.escape(text.translate(_OVERRIDES), quote=True).translate(_TEMPLATE_CHARACTERS)


def answer_html(answer: Answer) -> str:
    """The answer in large type with its confidence, or the abstention with its reason."""
    if answer.text is None:
        return _div(
            "qa-answer qa-abstained",
            _div("qa-short", "The articles do not answer this."),
            _div("qa-note", escaped(f"{answer.reason}.")),
        )
    return _div(
        "qa-answer",
        f'<div class="qa-short" dir="auto">{escaped(answer.text)}</div>',
        _div("qa-note", f"{escaped(confidence_in_words(answer.confidence))}"),
    )


def citations_html(citations: Sequence[Citation], chosen: int | None) -> str:
    """Numbered cards, each a button that a click or the keyboard chooses."""
    return _div("qa-cards", *(_card(c, pressed=c.number == chosen) for c in citations))


def article_html(article: Article, citations: Sequence[Citation], chosen: int) -> str:
    """The article, paragraph by paragraph, with marks on what is cited from it.

    The mark of the chosen citation has the id qa-chosen, for the page to scroll to.
    """
    cited = [c for c in citations if c.article == article.id]
    marked = segments(article.text, cited, split_paragraphs(article.text))
    paragraphs = "".join(
        f'<p dir="auto">{"".join(_segment(s, chosen) for s in paragraph)}</p>'
        for paragraph in marked
    )
    anchor = f'<mark class="qa-quote qa-is-chosen" data-number="{chosen}"'
    paragraphs = paragraphs.replace(anchor, f'{anchor} id="qa-chosen"', 1)
    return _div(
        "qa-article",
        f'<h3 dir="auto">{escaped(article.name)}</h3>',
        _div("qa-note", escaped(" · ".join(_stated(article)))),
        f'<div class="qa-text" tabindex="0" role="document">{paragraphs}</div>',
    )


def index_html(manifest: Manifest, changes: Changes) -> str:
    """The state of the index and what has changed in its seeds since it was built."""
    counts = [
        (len(changes.changed), "changed"),
        (len(changes.removed), "removed"),
        (len(changes.added), "new"),
    ]
    stale = ", ".join(f"{n} {what}" for n, what in counts if n)
    state = f"{stale} since the last build" if stale else "up to date with the seeds"
    built = (
        f"{counted(len(manifest.articles), 'article')}, {counted(manifest.passages, 'passage')},"
        f" generation {manifest.generation}"
    )
    names = [*changes.changed, *changes.removed, *changes.added]
    return _div(
        "qa-index" + (" qa-stale" if stale else ""),
        f"<b>{escaped(state)}</b> · {built}",
        *([_div("qa-note", escaped(", ".join(names[:10])))] if names else []),
    )


def problem_html(message: str) -> str:
    """An error, in one line."""
    return f'<div class="qa-problem" role="alert">{escaped(message)}</div>'


def _segment(segment: Segment, chosen: int) -> str:
    if segment.kind == "plain":
        return escaped(segment.text)
    classes = f"qa-{segment.kind}" + (" qa-is-chosen" if segment.number == chosen else "")
    opening = f'<mark class="{classes}" data-number="{segment.number}">'
    return f"{opening}{escaped(segment.text)}</mark>"


def _card(citation: Citation, *, pressed: bool) -> str:
    about = " · ".join([citation.title or citation.article, *_stated(citation)])
    return (
        f'<button type="button" class="qa-card" data-number="{citation.number}"'
        f' aria-pressed="{str(pressed).lower()}">'
        f'<span class="qa-number">{citation.number}</span>'
        f'<span class="qa-sentence-text" dir="auto">{_sentence(citation)}</span>'
        f'<span class="qa-note" dir="auto">{escaped(about)}</span></button>'
    )


def _sentence(citation: Citation) -> str:
    """The sentence with the quote in it set off, where it is not the whole of it."""
    if citation.span == citation.sentence:
        return escaped(citation.quote)
    start = citation.span.start - citation.sentence.start
    before = citation.sentence_text[:start]
    after = citation.sentence_text[start + len(citation.span) :]
    return f"{escaped(before)}<b>{escaped(citation.quote)}</b>{escaped(after)}"


def _stated(of: Article | Citation) -> list[str]:
    """Source and date, where the file states them."""
    return [*filter(None, [of.source, of.published.isoformat() if of.published else None])]


def _div(classes: str, *content: str) -> str:
    return f'<div class="{classes}">{"".join(content)}</div>'
