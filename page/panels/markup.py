"""The small pieces of HTML that the panels are made of. Pure.

Owns how an element and a control are written, and how a click on a control is sent to Python. Plain
text that is put into a piece is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from index.corpus import Article
from page.state.catalogue import Listed
from page.wording.english import ENGLISH
from page.wording.messages import error_in, message_in
from page.wording.page_terms import in_page_terms
from page.wording.reasons import translated
from page.wording.wording import Wording
from qa.evidence.claim import Claim
from qa.html import Html

MAX_ADDRESS = 80  # characters shown of an article's address
WITHOUT_CONTENT = ("img",)  # elements that are not closed
MESSAGES = "en"  # the language of what the index and the assistant say

# A click on an element with data-do is sent to Python as the select event of its gr.HTML. One that
# is no button, because it goes over several lines of text, is clicked by the Enter key too.
FORWARD_CLICKS = """
element.addEventListener('click', (event) => {
  const chosen = event.target.closest('[data-do]');
  if (!chosen || chosen.disabled) return;
  const {do: what, number, name} = chosen.dataset;
  trigger('select', {index: Number(number || 0), value: {do: what, name: name || ''}});
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('[role=button][data-do]')) event.target.click();
});
"""


def tag(name: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """An element. Children and attributes are escaped, except for children that are HTML.

    ``class_`` is written as class, ``data_do`` as data-do; True is an attribute without a value,
    False and None are left out.
    """
    written = Html().join(
        _attribute(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in WITHOUT_CONTENT:
        return Html("<{}{}>").format(name, written)
    return Html("<{}{}>{}</{}>").format(name, written, Html().join(children), name)


def _attribute(name: str, value: str | int) -> Html:
    return Html(f" {name}") if value is True else Html(' {}="{}"').format(name, value)


def text(name: str, words: str, *, class_: str | None = None) -> Html:
    """An element with text of unknown direction: of a document, a file name or a question."""
    return tag(name, words, dir="auto", class_=class_)


def button(
    label: str,
    action: str,
    *,
    number: int = 0,
    name: str = "",
    class_: str = "qa-button",
    disabled: bool = False,
    aria_label: str | None = None,
) -> Html:
    """A control; a click on it is read by ``events.read_action``."""
    return tag(
        "button",
        label,
        type="button",
        data_do=action,
        data_number=number,
        data_name=name,
        class_=class_,
        disabled=disabled,
        aria_label=aria_label,
    )


def opener(*content: str, number: int = 0, name: str = "") -> Html:
    """A control in the form of a line of text: it opens the evidence of that number, or the article
    of that name.
    """
    return tag(
        "button",
        *content,
        type="button",
        data_do="read" if name else "open",
        data_number=number,
        data_name=name,
        class_="qa-opener",
    )


def note(words: str, class_: str = "") -> Html:
    """A paragraph in small grey type."""
    return text("p", words, class_=f"qa-note {class_}".strip())


def problem(message: str, *, say: Wording = ENGLISH) -> Html:
    """An error of the index or the assistant, in one line."""
    return alert(error_text(message, say=say))


def error_text(message: str, *, say: Wording = ENGLISH) -> Html:
    """An error in the language of the page, or in English, and marked as such, where it is not
    known; in the terms of the page.
    """
    return _told(message, error_in(message, say), say)


def message_text(*parts: str, say: Wording = ENGLISH) -> Html:
    """The same of another message, or of parts of an error."""
    said = [message_in(part, say) for part in parts]
    known = None if None in said else "; ".join(filter(None, said))
    return _told("; ".join(parts), known, say)


def _told(message: str, said: str | None, say: Wording) -> Html:
    if said is None:
        return tag("bdi", in_page_terms(message, say), lang=MESSAGES)
    return tag("bdi", said)


def alert(*words: str) -> Html:
    """An error, announced by screen readers."""
    return tag("div", *words, class_="qa-problem", role="alert")


def reason(words: str, *, say: Wording = ENGLISH) -> Html:
    """A reason that the index or the assistant gives, as a sentence; in English where it is not one
    of those that are translated.
    """
    said = translated(words, say) or message_in(words, say)
    lang = MESSAGES if said is None else None
    return tag("bdi", f"{sentence_case(said or words)}.", lang=lang)


def done(message: str) -> Html:
    """A message that something has succeeded, announced by screen readers."""
    return tag("div", message, class_="qa-done", role="status")


def meter(share: float) -> Html:
    """A bar from 0 to 1, hidden from screen readers: the number is written beside it."""
    width = f"width:{max(0.0, min(1.0, share)):.0%}"
    return tag("span", tag("span", style=width), class_="qa-meter", aria_hidden="true")


def display_name(title: str | None, file: str) -> str:
    """The title of an article, or the words of its file name where it has no title."""
    if title:
        return title
    stem = PurePosixPath(file).name.rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or file


def facts(parts: Iterable[str], *, name: str = "p") -> Html:
    """Facts in one line, each with its own text direction; empty where there are none."""
    shown = Html(" · ").join(tag("bdi", part) for part in parts)
    return tag(name, shown, class_="qa-note") if shown else Html()


def address(url: str | None, link: str | None) -> Html:
    """The address that a file states, which opens the link where there is one."""
    if not url:
        return Html()
    words = url if len(url) <= MAX_ADDRESS else f"{url[:MAX_ADDRESS]}…"
    if link is None:
        return note(words)
    opening = tag("a", words, href=link, target="_blank", rel="noopener noreferrer")
    return tag("p", opening, class_="qa-note qa-address")


def copy_button(words: str, *, say: Wording = ENGLISH) -> Html:
    """A control that copies words in the browser, and says so for a moment."""
    return tag(
        "button",
        say("copy"),
        type="button",
        class_="qa-copy",
        data_copy=words,
        data_copied=say("copy.done"),
        aria_live="polite",
    )


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def source_and_date(of: Article | Claim | Listed, *, say: Wording = ENGLISH) -> list[str]:
    """Source and date, where the file states them."""
    day = say.day(of.published) if of.published else None
    return [*filter(None, [of.source, day])]


def cited_facts(citation: Claim, *, say: Wording = ENGLISH) -> list[str]:
    """Author, source and date, where the file states them, the page where it has some, and the
    paragraph.
    """
    page = [say("place.page", number=citation.page)] if citation.page else []
    paragraph = say("place.paragraph", number=citation.paragraph)
    stated = [*filter(None, [citation.author]), *source_and_date(citation, say=say)]
    return [*stated, *page, paragraph]
