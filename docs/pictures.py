"""Takes the pictures of the page in docs/, and the film of it; `make pictures` runs it.

    python -m docs.pictures [FOLDER]

Owns what they show: the articles of the browser tests, asked, checked against and changed, and a
PDF. Needs Chromium; a picture differs with the fonts of a machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from index import build, open_embedder
from tests.support.toys import SEED
from tests.system.browser.conftest import CHROMIUM, FLAGS
from tests.system.browser.visitor import QUESTION, ask, open_tab, opened, served, site_in

CHECKED = (
    "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 9th. It is his first"
    " visit since President Yoon took office in May last year. North Korea may make a fourth"
    " attempt to launch a spy satellite [1]. The Eiffel Tower was painted green in 1987. Minister"
    " Park said, “Protecting North Korean defectors is a core task of the Ministry of Foreign"
    " Affairs.”\n\n[1] blinken-visits-korea.txt"
)
REPORT = (
    "The harbour authority of Port Alba has counted its passengers again. Five ferries cross the"
    " strait, and 2.4 million people took one of them in 2023, more than in any year before.",
    "Harbour master Maria Lindqvist said that the eastern pier will open on 3 June 2024, two months"
    " later than planned. A storm in October had damaged forty metres of the quay wall. The costs"
    " rose to 48 million euros.",
)
THEN, NOW = "afternoon of the 8th", "morning of the 9th"
SCHEMES = {"": "light", "-dark": "dark"}
# A line below what is shown in the film, of what cannot be seen on the page.
CAPTION = """(words) => {
  const line = document.getElementById('film') || document.createElement('div');
  line.id = 'film';
  line.textContent = words;
  line.style = 'position: fixed; inset: auto 0 0 0; z-index: 99; padding: 0.6rem 1rem; color: #fff;'
    + 'background: #1f2328; font: 600 1.05rem system-ui; text-align: center';
  document.body.append(line);
}"""


class Film:
    """Frames of a page, each for some milliseconds; equal ones in a row are one."""

    def __init__(self, page: Page) -> None:
        self._page, self._frames, self._times = page, list[Image.Image](), list[int]()

    def hold(self, milliseconds: int, pointer: tuple[float, float] | None = None) -> None:
        """Show the page as it is for a time, with the pointer where there is one."""
        frame = Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")
        if pointer:
            x, y = pointer
            circle = ImageDraw.Draw(frame, "RGBA")
            circle.ellipse(
                (x - 14, y - 14, x + 14, y + 14), fill=(58, 79, 174, 110), outline="white"
            )
        self._frames.append(frame)
        self._times.append(milliseconds)

    def say(self, words: str) -> None:
        self._page.evaluate(CAPTION, words)

    def type(self, box: Locator, words: str) -> None:
        """Type words, three letters a frame."""
        for end in range(3, len(words) + 3, 3):
            box.fill(words[:end])
            self.hold(110)

    def click(self, control: Locator) -> None:
        """Click on a control, after the pointer has stood on it for a moment."""
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        if box is None:
            raise ValueError(f"{control} is not on the page")
        self.hold(700, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
        control.click()

    def save(self, path: Path) -> None:
        first, *others = self._frames
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=self._times,
            loop=0,
            quality=70,
            method=6,
        )


def main(arguments: list[str]) -> int:
    folder = Path(*arguments) if arguments else Path(__file__).parent
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with _site() as (url, _):
            for ending, scheme in SCHEMES.items():
                _answer(browser, url, scheme, folder / f"page{ending}.png")
                _check(browser, url, scheme, folder / f"check{ending}.png")
        with _site(_report_in) as (url, _):
            for ending, scheme in SCHEMES.items():
                _boxed(browser, url, scheme, folder / f"pdf{ending}.png")
        with _site() as (url, seeds):
            _film(browser, url, seeds, folder / "film.webp")
        browser.close()
    return 0


@contextmanager
def _site(make: Callable[[Path], Path] = site_in) -> Iterator[tuple[str, Path]]:
    """The address of a page over articles of its own, and their folder."""
    with tempfile.TemporaryDirectory() as name, served(make(Path(name))) as url:
        yield url, Path(name) / "seeds"


def _answer(browser: Browser, url: str, scheme: str, path: Path) -> None:
    with opened(browser, url, color_scheme=scheme) as page:
        ask(page, QUESTION)
        expect(page.locator(".qa-card .qa-is-verified").nth(1)).to_be_visible()
        page.locator(".qa-card").nth(1).click()
        expect(page.locator(".qa-steps")).to_contain_text("2 of 2")
        expect(page.locator(".qa-verdict .qa-is-verified")).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.screenshot(path=path)


def _check(browser: Browser, url: str, scheme: str, path: Path) -> None:
    window = {"width": 1280, "height": 860}
    with opened(browser, url, color_scheme=scheme, viewport=window) as page:
        open_tab(page, "Check a text")
        page.get_by_label("The text to check").fill(CHECKED)
        page.get_by_role("button", name="Check it").click()
        page.locator(".qa-said").last.click()
        expect(page.locator("#qa-check-evidence figure").first).to_be_visible()
        page.mouse.move(0, 0)
        page.screenshot(path=path)


def _report_in(folder: Path) -> Path:
    """A PDF of one page, with a chart that its text alone does not show, and its index."""
    chart = Drawing(260, 120)
    for i, height in enumerate((46, 71, 63, 101, 112)):
        bar = Rect(10 + i * 50, 12, 36, height * 0.9)
        bar.fillColor = HexColor("#3a4fae")
        chart.add(bar)
        chart.add(String(17 + i * 50, 0, str(2019 + i), fontSize=9))
    styles = getSampleStyleSheet()
    text = [Paragraph(words, styles["BodyText"]) for words in REPORT]
    heading = Paragraph("Harbour report 2023", styles["Heading1"])
    story = [heading, *text, Spacer(1, 12), chart]
    (folder / "seeds").mkdir()
    file = str(folder / "seeds" / "harbour-report.pdf")
    SimpleDocTemplate(file, pagesize=A5, title="Harbour report 2023", author="Port Alba").build(
        story
    )
    build(folder / "seeds", folder / "index", embedder=open_embedder())
    return folder


def _boxed(browser: Browser, url: str, scheme: str, path: Path) -> None:
    window = {"width": 1280, "height": 760}
    with opened(browser, url, color_scheme=scheme, viewport=window) as page:
        ask(page, "When will the eastern pier open?")
        expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
        page.locator("#qa-cards").get_by_role("button", name="Show page 1").click()
        expect(page.locator("#qa-article .qa-boxed").first).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.screenshot(path=path)


def _film(browser: Browser, url: str, seeds: Path, path: Path) -> None:
    with opened(browser, url, viewport={"width": 1080, "height": 720}) as page:
        film = Film(page)
        expect(page.locator("#qa-examples .qa-chip").first).to_be_visible()
        film.say("Ask your articles a question")
        film.hold(1600)
        film.type(page.get_by_label("Your question"), QUESTION)
        film.click(page.get_by_role("button", name="Ask", exact=True))
        expect(page.locator(".qa-card .qa-is-verified").nth(1)).to_be_visible()
        film.say("The answer is quoted, and its sentence is marked in the article")
        film.hold(2800)
        film.click(page.locator(".qa-card").nth(1))
        expect(page.locator(".qa-steps")).to_contain_text("2 of 2")
        expect(page.locator(".qa-verdict .qa-is-verified")).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        film.say("Every quote is compared with its file")
        film.hold(2600)
        for name in (SEED, "wire.txt"):
            text = (seeds / name).read_text(encoding="utf-8")
            (seeds / name).write_text(text.replace(THEN, NOW), encoding="utf-8")
        expect(page.locator("#qa-status")).to_contain_text("2 changed")
        expect(page.locator(".qa-verdict")).to_contain_text(NOW)
        film.say(f"Somebody changes the articles: “{NOW}”. The page says so")
        film.hold(3200)
        film.click(page.get_by_role("button", name="Update the index"))
        expect(page.get_by_role("button", name="Ask again")).to_be_visible()
        film.say("The index is updated in a moment")
        film.hold(1800)
        film.click(page.get_by_role("button", name="Ask again"))
        expect(page.locator(".qa-short")).to_contain_text("9th")
        expect(page.locator(".qa-card .qa-is-verified").nth(1)).to_be_visible()
        film.say("Asked again: the answer is what the articles say now")
        film.hold(3400)
        film.save(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
