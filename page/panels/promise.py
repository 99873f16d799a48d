"""The words of a promise on the page.

Owns them. Knows nothing of how a promise is found.
"""

from __future__ import annotations

from page.panels.markup import done, tag
from qa.html import Html
from qa.promise import Promise
from qa.text.phrases import counted


def promise_in_words(promise: Promise) -> str:
    """What holds for the answers that are given."""
    return (
        f"At most {_share(promise)} of the answers given here are wrong, with"
        f" {promise.confidence:.0%} confidence, for questions like the"
        f" {counted(promise.checks, 'saved one')}."
    )


def promise_html(promise: Promise, *, holds: bool) -> Html:
    """The promise with its figures, or that it is not confirmed at present."""
    if holds:
        figures = (
            f" {promise.given} of them were answered with a confidence of {promise.threshold:.0%}"
            f" or more, {promise.wrong} wrongly."
        )
        return done(promise_in_words(promise) + figures)
    words = (
        f"That at most {_share(promise)} of the answers are wrong is not confirmed for this"
        f" generation of the index. Answers still need a confidence of {promise.threshold:.0%}."
    )
    return tag("p", words, class_="qa-degraded", role="status")


def _share(promise: Promise) -> str:
    return f"{100 * promise.share:.3g}%"
