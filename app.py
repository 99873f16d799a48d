"""The Gradio front end: a question, its answer, and the evidence beside it.

Owns layout, wiring and how the server is started. Has no logic of its own: a callback calls the
assistant and hands what it returns to qa.html.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from index import ArticleQAError, status
from index.errors import SettingsError
from qa import Answer, Assistant, Settings, html
from qa.examples import example_questions

LOOPBACK = ("127.0.0.1", "localhost", "::1")
CSS = (Path(__file__).parent / "qa" / "page.css").read_text(encoding="utf-8")
THEME = gr.themes.Default(
    font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"], primary_hue="blue"
)
CHOOSE_CARD = """
element.addEventListener('click', (event) => {
  const card = event.target.closest('.qa-card');
  if (card) trigger('select', {index: Number(card.dataset.number), value: card.dataset.number});
});
"""
SHOW_CHOSEN = """() => {
  const mark = document.getElementById('qa-chosen'), text = mark?.closest('.qa-text');
  if (!text) return;
  text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - 60;
  if (text.getBoundingClientRect().top > window.innerHeight) text.scrollIntoView();
}"""
INTRODUCTION = """# Ask the articles
Answers are quoted word for word. Choose a citation to read it in its article."""
NOTHING_ASKED = '<div class="qa-note qa-empty">The cited article will stand here.</div>'


class Page:
    """The callbacks of one page over one assistant."""

    def __init__(self, assistant: Assistant, index: Path) -> None:
        self._assistant, self._index = assistant, index

    def ask(self, question: str) -> tuple[str, str, str, Answer | None]:
        """Answer, cards, article, and the answer itself for the clicks that follow."""
        try:
            answer = self._assistant.ask(question)
        except ArticleQAError as error:
            return html.problem_html(str(error)), "", NOTHING_ASKED, None
        chosen = 1 if answer.citations else None
        return (
            html.answer_html(answer),
            html.citations_html(answer.citations, chosen),
            self._article(answer, 1),
            answer,
        )

    def choose(self, answer: Answer | None, event: gr.SelectData) -> tuple[str, str]:
        """Cards and article after a click on a card."""
        if answer is None:
            return "", ""
        number = int(event.index)
        return html.citations_html(answer.citations, number), self._article(answer, number)

    def state(self) -> str:
        """The line that says how fresh the index is."""
        try:
            manifest = self._assistant.generation.manifest
            return html.index_html(manifest, status(self._index))
        except ArticleQAError as error:
            return html.problem_html(str(error))

    def update(self, progress: gr.Progress = gr.Progress()) -> str:  # noqa: B008  (Gradio's form)
        """Bring the index up to date; questions are answered from the old one meanwhile."""
        progress(0, desc="reading the seeds")
        try:
            report = self._assistant.update(
                progress=lambda done, total: progress((done, total), desc="embedding")
            )
        except ArticleQAError as error:
            return html.problem_html(str(error))
        return "".join(html.problem_html(str(e)) for e in report.rejected) + self.state()

    def _article(self, answer: Answer, number: int) -> str:
        for citation in answer.citations:
            if citation.number == number:
                article = self._assistant.generation.article.get(citation.article)
                if article is None or article.digest != citation.digest:
                    return html.problem_html("the index was updated since; ask again")
                return html.article_html(article, answer.citations, number)
        return NOTHING_ASKED


def build_page(assistant: Assistant, index: Path) -> gr.Blocks:
    """Lay the page out and wire it."""
    page = Page(assistant, index)
    with gr.Blocks(title="article-qa", analytics_enabled=False) as blocks:
        answered = gr.State()
        gr.Markdown(INTRODUCTION, elem_id="qa-title")
        with gr.Row(elem_id="qa-bar"):
            state = gr.HTML(page.state, elem_id="qa-state")
            update = gr.Button("Update the index", size="sm", scale=0, min_width=160)
        with gr.Row(elem_id="qa-columns"):
            with gr.Column(scale=5, min_width=300):
                question = _question()
                questions = example_questions(assistant.generation.content.articles)
                examples = gr.Examples(questions, question, label="For example")
                answer = gr.HTML(elem_id="qa-answer")
                cards = gr.HTML(elem_id="qa-citations", js_on_load=CHOOSE_CARD)
            with gr.Column(scale=6, min_width=300):
                article = gr.HTML(NOTHING_ASKED, elem_id="qa-article")
        for asked in (question.submit, examples.load_input_event.then):
            asked(
                page.ask, question, [answer, cards, article, answered], api_visibility="private"
            ).then(fn=None, js=SHOW_CHOSEN)
        cards.select(
            page.choose,
            answered,
            [cards, article],
            show_progress="hidden",
            api_visibility="private",
        ).then(fn=None, js=SHOW_CHOSEN)
        update.click(page.update, None, state, api_visibility="private", concurrency_limit=1)
    return blocks


def _question() -> gr.Textbox:
    return gr.Textbox(
        label="Question",
        placeholder="Who, when, where, why, how many?",
        lines=1,
        max_lines=4,
        submit_btn="Ask",
        autofocus=True,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Load the models, then serve the page until interrupted; 2 when it cannot be served."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serve the article-qa page.")
    parser.add_argument("--index", metavar="DIR", help="the index folder (default .index)")
    parser.add_argument(
        "--host", default=LOOPBACK[0], help="loopback address (default %(default)s)"
    )
    parser.add_argument("--port", type=int, help="port (default: the first free from 7860)")
    arguments = parser.parse_args(argv)
    try:
        serve(Settings.from_environment(index=arguments.index), arguments.host, arguments.port)
    except (ArticleQAError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def serve(settings: Settings, host: str, port: int | None) -> None:
    """Serve until interrupted. Raises ArticleQAError, or OSError when the port is taken."""
    if host not in LOOPBACK:
        raise SettingsError(
            found=f"host {host!r} would show the articles to others, and the page has no login",
            expected=f"one of {', '.join(LOOPBACK)}",
            cure="serve it there, behind a proxy that asks who comes",
        )
    assistant = Assistant.open(settings.index, settings=settings)
    blocks = build_page(assistant, Path(settings.index))
    _, url, _ = blocks.launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        theme=THEME,
        css=CSS,
        footer_links=[],
    )
    print(f"article-qa is at {url} (Ctrl-C ends it)", flush=True)
    blocks.block_thread()


if __name__ == "__main__":
    sys.exit(main())
