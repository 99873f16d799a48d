"""Figures of merit for answers and rankings. Pure: numbers and texts in, numbers out.

Owns the comparison of an answer with gold answers, and the measures of confidence. Texts are
compared as in the SQuAD evaluation (Rajpurkar et al. 2016): case, punctuation, articles and white
space do not count.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """The text as it is compared: lower case, accents composed, no punctuation, no articles."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, gold: Sequence[str]) -> float:
    """1.0 when the answer equals one of the gold answers; no gold answer is matched by ''."""
    return _best(lambda a, b: float(a == b), answer, gold)


def f1(answer: str, gold: Sequence[str]) -> float:
    """Harmonic mean of precision and recall of words, against the best gold answer, in [0, 1]."""
    return _best(_f1, answer, gold)


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """1 / the smallest rank, 0 where there is none."""
    return 1 / min(ranks) if ranks else 0.0


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Chance that a positive outscores a negative, ties one half; None without both kinds."""
    from sklearn.metrics import roc_auc_score

    if len(set(positive)) < 2:
        return None
    return float(roc_auc_score(positive, scores))


def risk_at_coverage(
    confidence: Sequence[float], correct: Sequence[bool], coverage: float
) -> float | None:
    """Share of wrong answers among the most confident ``coverage`` of all; None for no answer."""
    kept = round(coverage * len(confidence))
    if not kept:
        return None
    order = np.argsort(-np.asarray(confidence), kind="stable")[:kept]
    return float(1 - np.asarray(correct, dtype=float)[order].mean())


def coverage_at_accuracy(
    confidence: Sequence[float], correct: Sequence[bool], accuracy: float
) -> float | None:
    """The largest share of questions, the most confident ones, of which so many are right.

    Questions of equal confidence are answered together. 0.0 where no such share is as accurate,
    None without questions. As in Kamath et al. 2020.
    """
    if not confidence:
        return None
    sure, right = np.asarray(confidence), np.asarray(correct, dtype=float)
    order = np.argsort(-sure, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last_of_equals = np.append(sure[order][:-1] > sure[order][1:], True)
    good = np.flatnonzero((reached >= accuracy) & last_of_equals)
    return float((good[-1] + 1) / len(order)) if good.size else 0.0


def calibration_error(
    confidence: Sequence[float], correct: Sequence[bool], *, bins: int = 10
) -> float | None:
    """Expected calibration error over equal-width bins: mean gap of confidence and accuracy."""
    if not confidence:
        return None
    sure, right = np.asarray(confidence), np.asarray(correct, dtype=float)
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[bin_of == b].mean() - right[bin_of == b].mean()) * (bin_of == b).sum()
        for b in range(bins)
        if (bin_of == b).any()
    ]
    return float(sum(gaps) / len(sure))


def _best(compare: Callable[[str, str], float], answer: str, gold: Sequence[str]) -> float:
    return max(compare(normalised(answer), normalised(g)) for g in gold or [""])


def _f1(answer: str, gold: str) -> float:
    a, b = answer.split(), gold.split()
    if not a or not b:
        return float(a == b)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b))
