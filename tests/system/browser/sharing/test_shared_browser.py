"""A visitor finds nothing of the one before in the browser that they share."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

LEAVE = """() => {
  for (const place of [localStorage, sessionStorage]) place.setItem('left', 'here');
  document.cookie = 'left=here';
  return new Promise((done) => {
    indexedDB.open('left').onsuccess = done;
  });
}"""
LEFT = """async () => {
  const kept = await indexedDB.databases();
  const asked = await navigator.permissions.query({name: 'clipboard-read'});
  return [localStorage.length, sessionStorage.length, document.cookie, kept.length, asked.state];
}"""


def test_a_visitor_finds_nothing_of_the_one_before(shared_browser, url):
    window = {"width": 640, "height": 400}
    quiet = f"{url}theme.css"  # has no script that keeps something
    before = shared_browser.new_page(viewport=window, color_scheme="dark")
    before.context.grant_permissions(["clipboard-read"], origin=url)
    before.goto(quiet)
    before.evaluate(LEAVE)
    assert "granted" in before.evaluate(LEFT) and before.evaluate("document.cookie")
    page = shared_browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(quiet)
    assert page.evaluate(LEFT) == [0, 0, "", 0, "prompt"]
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [
        800,
        False,
    ]
    assert before.is_closed()
    page.close()
