"""A page of an article's file, drawn as it looks, with the sentence boxed.

Owns the HTML of the picture, of its boxes and of the controls that show and hide it. Knows nothing
of how a page is drawn.
"""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath

from index import ArticleQAError
from index.corpus import Article, Span
from index.sources.formats.picture import Box, PagePart, Picture
from index.sources.seed import file_of
from page.panels.markup import button, note, problem, tag
from page.state.page_pictures import draw_page, part_of
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html


def show_button(
    page: int, number: int, *, class_: str = "qa-step", focus: bool = False, say: Wording = ENGLISH
) -> Html:
    """The control that shows a page; a click on it sends the number."""
    return tag(
        "button",
        say("picture.show", number=page),
        type="button",
        class_=class_,
        data_do="picture",
        data_number=number,
        data_wait=say("picture.drawing", number=page),
        data_focus=focus,
    )


def page_html(
    seeds: Path,
    article: Article,
    page: int,
    sentence: Span | None,
    *,
    number: int,
    say: Wording = ENGLISH,
) -> Html:
    """The page with a box around what it has of the sentence, or the reason why it is not shown;
    a click on the control that hides it sends the number.
    """
    if not 1 <= page <= len(article.pages):
        return Html()
    part = part_of(article, page, sentence)
    try:
        picture = draw_page(seeds, article, part)
    except ArticleQAError as error:
        return problem(str(error), say=say)
    return picture_html(picture, part, PurePosixPath(file_of(article.id)).name, number, say=say)


def picture_html(
    picture: Picture, part: PagePart, file: str, number: int, *, say: Wording = ENGLISH
) -> Html:
    """The picture with its boxes, and below it what is boxed."""
    data = base64.b64encode(picture.content).decode("ascii")
    image = tag(
        "img",
        src=f"data:image/webp;base64,{data}",
        alt=say("picture.alt", number=part.page, file=file),
        width=picture.width,
        height=picture.height,
    )
    sheet = tag("div", image, *map(_box, picture.boxes), class_="qa-sheet")
    state = "boxed" if picture.boxes else "unboxed" if part.words else "plain"
    return tag(
        "figure",
        button(say("picture.hide"), "hide", number=number, class_="qa-step"),
        tag(
            "div",
            sheet,
            class_="qa-page-window",
            tabindex="0",
            role="group",
            aria_label=say("place.page", number=part.page),
        ),
        tag("figcaption", note(say(f"picture.{state}", number=part.page, file=file))),
        class_="qa-leaf",
        tabindex="-1",
        data_focus=True,
    )


def _box(box: Box) -> Html:
    left, top, right, bottom = (100 * edge for edge in box)
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"
    return tag("span", class_="qa-boxed", style=place)
