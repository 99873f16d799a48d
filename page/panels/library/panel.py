"""The panel of the library: what a control in it does, and what is shown then.

Owns the steps of a visitor from the list to an article and back, and the original file that is
saved. A client may send any name: an article or a file that is not there gets a message.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from index import ArticleQAError
from index.corpus import Article, Span
from index.errors import IndexMissingError
from index.lexical import terms
from index.sources.seed import file_of
from page.panels.articles import file_name
from page.panels.events import Action
from page.panels.library.file_state import Folder
from page.panels.library.reading import found_sentence, missing_html, reading_html, results_html
from page.panels.library.rows import files_html, list_html
from page.panels.library.view import LibraryView
from page.panels.markup import note, problem
from page.panels.page_picture import page_html
from page.state.article_files import list_files, read_file
from page.state.assistant_host import AssistantHost
from page.state.catalogue import Catalogue, Listing
from page.state.index_monitor import IndexMonitor
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html, browser_text
from qa.question import clean_question
from qa.retrieval.named import find_named
from qa.retrieval.words import find_words

NO_INDEX = Listing(0, (), 0)


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file for the browser to save, its bytes in base64."""

    name: str
    base64: str


class LibraryPanel:
    """The callbacks of the library."""

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        self._host, self._monitor, self._catalogue = host, monitor, Catalogue(host)

    def html(self, view: LibraryView, *, say: Wording = ENGLISH) -> Html:
        """The article that is opened, what was searched, or the list."""
        try:
            if view.opened is not None:
                return self._article(view.opened, view, say=say)
            return self._found(view, say=say) if view.searched else self._list(view, say=say)
        except ArticleQAError as error:
            return problem(str(error), say=say)

    def filtered(self, view: LibraryView, words: str | None) -> LibraryView:
        """The list of the articles that words leave; the same view for words that it has already,
        which the browser may send once more after they were searched.
        """
        if words == view.words:
            return view
        return replace(_without_article(view), words=words or "", page=0, focus="")

    def searched(self, view: LibraryView, words: str | None) -> LibraryView:
        """The passages with some of the words; the list where there are none."""
        searched = (words or "").strip()
        return replace(_without_article(view), words=words or "", searched=searched, focus="")

    def step(self, view: LibraryView, action: Action) -> LibraryView:
        """The view after a click; the same for a click that means nothing here."""
        name, number = action.name, action.number
        if action.kind == "search":
            return self.searched(view, view.words)
        steps = {
            "sort": lambda: view.sorted_by(name),
            "page": lambda: replace(view, page=number, deleting=None, focus="list"),
            "read": lambda: replace(
                view, opened=name, at=number if view.searched else None, pictured=None, focus=""
            ),
            "back": lambda: replace(
                view, opened=None, at=None, pictured=None, focus=_came_from(view)
            ),
            "leave": lambda: replace(view, searched="", named_in=None, focus="list"),
            "named": lambda: self._named(view, name),
            "return": lambda: replace(_without_article(view), opened=view.named_in, focus=""),
            "picture": lambda: replace(view, pictured=number, focus=""),
            "hide": lambda: replace(view, pictured=None, focus=f"page {number}"),
            "ask": lambda: replace(view, deleting=name, focus=""),
            "cancel": lambda: replace(view, deleting=None, focus=f"delete {name}"),
            "delete": lambda: replace(view, deleting=None, focus="list"),
        }
        return steps[action.kind]() if action.kind in steps else view

    def original(self, article: str) -> OriginalFile:
        """The file of an article, as it is now. Raises ArticleQAError."""
        seeds = self._host.seeds
        name = file_name(file_of(article), list_files(seeds))
        content = read_file(seeds, name)
        return OriginalFile(PurePosixPath(name).name, base64.b64encode(content).decode("ascii"))

    def _list(self, view: LibraryView, *, say: Wording) -> Html:
        folder = Folder(list(list_files(self._host.seeds)), self._monitor.status())
        try:
            listing = self._catalogue.listing()
        except IndexMissingError:
            listing = NO_INDEX
        except ArticleQAError:  # which the status bar shows; the files are there all the same
            return files_html(folder, view, say=say) + note(say("library.unknown"))
        return list_html(listing, folder, view, say=say)

    def _article(self, name: str, view: LibraryView, *, say: Wording) -> Html:
        article = self._host.assistant.generation.article.get(name) or self._alike(name)
        if article is None:
            return missing_html(name, view, say=say)
        wanted = frozenset(terms(view.searched)) if view.at is not None else frozenset()
        at = None if view.at is None else min(max(view.at, 0), len(article.text) - 1)
        place = None if at is None else Span(at, at + 1)
        picture = self._picture(article, view, wanted, place, say=say)
        return reading_html(article, view, wanted, place, picture=picture, say=say)

    def _picture(
        self,
        article: Article,
        view: LibraryView,
        wanted: frozenset[str],
        place: Span | None,
        *,
        say: Wording,
    ) -> Html | None:
        """The page that the view names, with a box around the sentence that was found on it."""
        page = view.pictured
        if page is None:
            return None
        found = place and found_sentence(article.text, place, wanted)
        if found and article.page_of(found.start) != page:
            found = None
        return page_html(self._host.seeds, article, page, found, number=page, say=say)

    def _named(self, view: LibraryView, name: str) -> LibraryView:
        """The passages that state a name of the article that is opened."""
        article = view.named_in if view.opened is None else view.opened
        return replace(_without_article(view), searched=name.strip(), named_in=article, focus="")

    def _alike(self, sent: str) -> Article | None:
        """The article that a browser names in this way: some characters of names are changed."""
        alike = [
            one.id for one in self._catalogue.listing().articles if browser_text(one.id) == sent
        ]
        return self._host.assistant.generation.article.get(alike[0]) if len(alike) == 1 else None

    def _found(self, view: LibraryView, *, say: Wording) -> Html:
        assistant = self._host.assistant
        words = clean_question(view.searched, assistant.settings.question_length)
        content, vector = assistant.generation.content, assistant.encode_question(words)
        find = find_named if view.named_in else find_words
        found = find(content, words, vector)
        return results_html(found, view, frozenset(terms(words)), say=say)


def _without_article(view: LibraryView) -> LibraryView:
    return replace(
        view, opened=None, at=None, pictured=None, deleting=None, searched="", named_in=None
    )


def _came_from(view: LibraryView) -> str:
    """The control that opened the article."""
    return f"{view.opened} {view.at}" if view.searched else view.opened or ""
