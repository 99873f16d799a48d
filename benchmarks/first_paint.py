"""The cost of a first visit of the page: requests, bytes over the wire, time until it shows.

    python -m benchmarks.first_paint --visits 10

Owns the visits: each in a browser that has kept nothing, of a page that is served over the articles
of the browser tests; and one that comes back. Needs Chromium and the extra ``dev``.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, sync_playwright

from tests.system.browser.visitor import served, site_in

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu", "--no-first-run"]  # fmt: skip
QUIET = 1_000  # milliseconds without a request, after which a visit counts as loaded
USABLE = """() => {
  const box = document.querySelector('#qa-question textarea');
  return box && !box.disabled && document.querySelector('.qa-overview') && performance.now();
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True)
class Visit:
    """Requests for files and calls of functions, bytes as sent, milliseconds since it began."""

    files: int
    calls: int
    kilobytes: float
    painted: float
    asked: float
    shown: float


class Traffic:
    """The traffic over the wire, as the browser counts it; what it has kept is no request."""

    def __init__(self, session: CDPSession) -> None:
        self.sent: dict[str, str] = {}
        self.kept: set[str] = set()
        self.bytes = 0.0
        session.on("Network.requestWillBeSent", self._will_be_sent)
        session.on("Network.requestServedFromCache", lambda e: self.kept.add(e["requestId"]))
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def count(self, method: str) -> int:
        return sum(how == method for one, how in self.sent.items() if one not in self.kept)

    def _will_be_sent(self, event: dict) -> None:  # type: ignore[type-arg]
        if event["request"]["url"].startswith("http"):
            self.sent[event["requestId"]] = event["request"]["method"]

    def _received(self, event: dict) -> None:  # type: ignore[type-arg]
        if event["response"].get("fromDiskCache"):
            self.kept.add(event["requestId"])

    def _finished(self, event: dict) -> None:  # type: ignore[type-arg]
        self.bytes += event["encodedDataLength"]


def visit(context: BrowserContext, url: str) -> Visit:
    """Open the page once."""
    page = context.new_page()
    traffic = Traffic(context.new_cdp_session(page))
    page.goto(url)
    page.locator("#qa-question textarea").wait_for()
    asked = page.evaluate("performance.now()")
    shown = page.wait_for_function(USABLE).json_value()
    page.wait_for_timeout(QUIET)
    painted = page.evaluate(PAINTED)
    page.close()
    files, calls = traffic.count("GET"), traffic.count("POST")
    return Visit(files, calls, traffic.bytes / 1000, painted, asked, shown)


def report(name: str, visits: list[Visit]) -> str:
    """The medians in one line."""

    def median(field: str) -> float:
        return float(statistics.median(getattr(one, field) for one in visits))

    return (
        f"{name}: {median('files'):.0f} files, {median('calls'):.0f} calls,"
        f" {median('kilobytes'):.0f} kB; first paint {median('painted'):.0f} ms,"
        f" question box {median('asked'):.0f} ms, overview {median('shown'):.0f} ms"
    )


def measure(browser: Browser, url: str, visits: int) -> None:
    """Print the figures of first visits, and of visits of one browser that comes back."""
    first, again = [], []
    for _ in range(visits):
        context = browser.new_context()
        first.append(visit(context, url))
        again.append(visit(context, url))
        context.close()
    print(report(f"first of {visits} visits", first))
    print(report(f"second of {visits} visits", again))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=10)
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as name,
        served(site_in(Path(name))) as url,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        measure(browser, url, options.visits)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
