"""The words of a promise on the page.

Owns them. Knows nothing of how a promise is found.
"""

from __future__ import annotations

from page.panels.markup import done, tag
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html
from qa.promise import Promise


def promise_in_words(promise: Promise, *, say: Wording = ENGLISH) -> str:
    """The promise that holds for the answers that are given, in words."""
    return say(
        "promise",
        share=say.percent(promise.share, 3),
        confidence=say.percent(promise.confidence),
        number=promise.checks,
    )


def promise_html(promise: Promise, *, holds: bool, say: Wording = ENGLISH) -> Html:
    """The promise with its figures, or that it is not confirmed at present."""
    threshold = say.percent(promise.threshold)
    if holds:
        given, wrong = promise.given, promise.wrong
        figures = say("promise.figures", given=given, threshold=threshold, wrong=wrong)
        return done(f"{promise_in_words(promise, say=say)} {figures}")
    words = say("promise.lost", share=say.percent(promise.share, 3), threshold=threshold)
    return tag("p", words, class_="qa-degraded", role="status")
