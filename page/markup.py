"""The small pieces of markup that all parts of the page are made of. Pure.

Owns how a control is written and how an event comes back from it. Whatever is put into a piece is
escaped here or marked as HTML by its caller, which got it from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from index.corpus import Article
from qa.answer import Citation
from qa.html import escaped

# A click on anything with data-do comes to Python as the select event of its gr.HTML.
TELL = """
element.addEventListener('click', (event) => {
  const chosen = event.target.closest('[data-do]');
  if (!chosen || chosen.disabled) return;
  const {do: what, number, name} = chosen.dataset;
  trigger('select', {index: Number(number || 0), value: {do: what, name: name || ''}});
});
"""


def tag(name: str, *content: str, **attributes: str | int | bool | None) -> str:
    """An element around HTML. ``class_`` is class, ``data_do`` data-do; True is a bare attribute,
    False and None are none at all, all others are escaped.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escaped(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{name}{written}>{''.join(content)}</{name}>"


def text(name: str, words: str, **attributes: str | int | bool | None) -> str:
    """An element around words of a document, a file name or a question, in their own direction."""
    return tag(name, escaped(words), dir="auto", **attributes)


def button(
    label: str, do: str, *, number: int = 0, name: str = "", **attributes: str | bool
) -> str:
    return tag(
        "button", escaped(label), type="button", data_do=do, data_number=number, data_name=name,
        **attributes,
    )  # fmt: skip


def note(words: str, kind: str = "") -> str:
    return text("p", words, class_=f"qa-note {kind}".strip())


def problem(message: str) -> str:
    """An error in one line, said aloud by screen readers."""
    return tag("div", escaped(message), class_="qa-problem", role="alert")


def meter(share: float) -> str:
    """A bar that repeats to the eye a number that stands beside it."""
    width = f"width:{max(0.0, min(1.0, share)):.0%}"
    return tag("span", tag("span", style=width), class_="qa-meter", aria_hidden="true")


def done(message: str) -> str:
    return tag("div", escaped(message), class_="qa-done", role="status")


def shown_name(title: str | None, file: str) -> str:
    """The title of an article, or its file's name as words where the file states none."""
    if title:
        return title
    stem = PurePosixPath(file).name.rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or file


def facts(parts: Iterable[str], *, name: str = "p") -> str:
    """What is known of something, in one line; each part reads in its own direction."""
    shown = " · ".join(tag("bdi", escaped(part)) for part in parts)
    return tag(name, shown, class_="qa-note") if shown else ""


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def stated(of: Article | Citation) -> list[str]:
    """Source and date, where the file states them."""
    day = f"{of.published.day} {of.published:%B %Y}" if of.published else None
    return [*filter(None, [of.source, day])]
