"""The names that are spelled most like a mistaken one. Pure.

Owns how many are named, and how far the search for them goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from index.filtering.filter import SHOWN, same_name

NAMED = 3
COMPARED = 5_000  # names, of those that are known: a tenth of a second
LIKE = 0.4  # similarity of difflib, from 0 to 1
ARGUMENT = 200  # characters of the mistaken one


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The known names most like another one, best first, else the first ones; cut to SHOWN."""
    forms: dict[str, str] = {}
    for one in known[:COMPARED]:
        forms.setdefault(same_name(one), one)
    wanted = same_name(name[:ARGUMENT])
    within = [form for form in forms if wanted and wanted in form]
    like = get_close_matches(wanted, forms, n=NAMED, cutoff=LIKE)
    found = [forms[form] for form in dict.fromkeys([*within, *like])]
    return [one[:SHOWN] for one in (found or list(known))[:NAMED]]
