import subprocess
import sys
from pathlib import Path

import pytest

from index import build
from qa import Assistant, Settings
from qa.sentence_reader import SentenceReader

ROOT = Path(__file__).parent.parent
APPLES = "An apple fell on the stone.\n\nThe river rose."


class Chosen:
    """What Gradio hands a callback when a card is clicked."""

    def __init__(self, index: int) -> None:
        self.index = index


@pytest.fixture
def page(seeds, index, embedder):
    app = pytest.importorskip("app")
    build(seeds({"a.txt": APPLES}), index, embedder=embedder)
    settings = Settings(threshold=0.0)
    assistant = Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)
    return app.Page(assistant, index)


def test_ask_fills_answer_cards_and_article(page):
    answer, cards, article, asked = page.ask("Did the apple hit a stone?")
    assert "An apple fell on the stone." in answer
    assert 'data-number="1" aria-pressed="true"' in cards
    assert 'id="qa-chosen">An apple fell on the stone.' in article
    assert asked.question == "Did the apple hit a stone?"


def test_a_question_that_is_none_is_one_line(page):
    answer, cards, _, asked = page.ask("  ")
    assert "the question is empty; expected" in answer
    assert (cards, asked) == ("", None)


def test_choosing_a_card_moves_the_mark(page, seeds):
    seeds({"b.txt": "An apple fell on the stone.\n\nA stone sank."})
    page.update()
    *_, asked = page.ask("apple stone")
    assert [c.article for c in asked.citations] == ["a.txt", "b.txt"]
    cards, article = page.choose(asked, Chosen(2))
    assert 'data-number="2" aria-pressed="true"' in cards
    assert f'id="qa-chosen">{asked.citations[1].quote}' in article


def test_update_shows_the_new_state_and_bad_seeds(page, seeds):
    assert "up to date" in page.state()
    seeds({"a.txt": "A pear fell.", "b.txt": b"\x00"})
    assert "1 changed" in page.state()
    state = page.update()
    assert "up to date" in state and "generation 2" in state
    assert "seed &#x27;b.txt&#x27; holds the control character" in state


def test_citation_of_an_article_updated_since_says_so(page, seeds):
    *_, asked = page.ask("apple stone")
    seeds({"a.txt": "A pear fell."})
    page.update()
    _, article = page.choose(asked, Chosen(1))
    assert "the index was updated since; ask again" in article


def test_importing_the_page_loads_no_model():
    code = "import app, sys; print('torch' in sys.modules, 'sentence_transformers' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "False False"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--index", "none"], "no index in 'none'; expected one built before; run qa index\n"),
        (["--host", "0.0.0.0"], "host '0.0.0.0' would show the articles to others"),
    ],
)
def test_what_cannot_be_served_is_one_line_and_status_2(words, message):
    out = subprocess.run([sys.executable, "app.py", *words], capture_output=True, text=True,
                         cwd=ROOT, check=False)  # fmt: skip
    assert (out.returncode, out.stdout) == (2, "")
    assert out.stderr.startswith(message) and out.stderr.count("\n") == 1
