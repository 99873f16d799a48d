"""The languages of the page, and the one in which a request is answered.

Owns which languages there are: one that is added is listed here.
"""

from __future__ import annotations

from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.wording import Wording

LANGUAGES = {wording.tag: wording for wording in (ENGLISH, GERMAN)}


def wording_for(accepted: str) -> Wording:
    """The wording for the value of a header ``Accept-Language``: that of its first language, as
    Gradio chooses in the browser, or English where the page does not speak that.
    """
    first = accepted.partition(",")[0].partition(";")[0].strip()
    return LANGUAGES.get(first.partition("-")[0].casefold(), ENGLISH)
