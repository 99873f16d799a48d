"""Visitors one after the other in a browser that keeps the page's files and its compiled code.

Owns what a visitor finds of the one before: nothing. In a new context of the browser, each would
load and compile the whole page again. Knows nothing of what is on the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Browser, BrowserContext, Page


class SharedBrowser:
    """Opens pages as ``Browser.new_page`` does, each for a visitor who has never been there.

    Of those who differ in the window's size and colours alone, one is there at a time.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[tuple[object, ...], tuple[BrowserContext, Page]] = {}

    def new_page(
        self,
        *,
        viewport: Mapping[str, int],
        color_scheme: str = "light",
        **options: object,
    ) -> Page:
        context, empty = self._context(tuple(sorted(options.items())))
        self._forget(context, empty)
        page = context.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        return page

    def _context(self, options: tuple[tuple[str, object], ...]) -> tuple[BrowserContext, Page]:
        """The context, and a page without content, which keeps the process of the others alive."""
        if options not in self._contexts:
            context = self._browser.new_context(**dict(options))
            self._contexts[options] = context, context.new_page()
        return self._contexts[options]

    def _forget(self, context: BrowserContext, empty: Page) -> None:
        """Remove what pages stored and were allowed to do, and pages that failed tests left."""
        for page in context.pages:
            if page is not empty:
                page.close()
        context.clear_permissions()
        context.clear_cookies()
        session = context.new_cdp_session(empty)
        session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        session.detach()
