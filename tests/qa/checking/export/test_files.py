import json

import pytest

from qa.checking.export.data import to_export_data
from qa.checking.export.files import EXPORTS, export_text
from tests.qa.evidence.export.test_writers import Reader


@pytest.mark.parametrize("form", EXPORTS)
def test_equal_texts_give_equal_files_that_end_with_a_line(checked, form):
    text = export_text(checked, form)
    assert text == export_text(checked, form) and text.endswith("\n")


def test_json_is_the_data(checked):
    assert json.loads(export_text(checked, "json")) == to_export_data(checked)


def test_the_page_marks_each_sentence_and_what_is_wrong_in_it(checked):
    text = export_text(checked, "html")
    page = Reader(text)
    assert page.open == [] and page.shown["h1"] == "A text checked against the articles"
    assert (
        "4 sentences: 1 supported, 1 partly supported, 1 contradicted?, 1 not found."
        in (page.shown["main"])
    )
    assert page.shown["mark"] == "9 MayThe apple fell on the old stone."
    kinds = [a["class"] for tag, a in page.tags if tag == "span"]
    assert kinds == ["said contradicted", "said supported", "said partly", "said not_found"]
    assert page.shown["sup"] == "1234"
    for part in ("date “9 May”: the article has “8 May”", "“red” left out", "Fruit & <more> · Ann"):
        assert part in page.shown["main"]
    assert "No sentence of the articles is near to it." in page.shown["main"]


def test_the_page_fetches_and_runs_nothing(checked):
    page = Reader(export_text(checked, "html"))
    assert {"src", "srcset", "action"}.isdisjoint(key for _, a in page.tags for key in a)
    links = {a["href"] for _, a in page.tags if "href" in a}
    assert links == {*(f"#s{n}" for n in range(1, 5)), *(
        claim.link for one in checked.statements for claim in one.evidence
    )}  # fmt: skip
    assert [a for tag, a in page.tags if tag == "script"] == [
        {"type": "application/json", "id": "article-qa"}
    ]
    assert "b" in page.shown and "A zebra" not in page.shown["b"]


def test_markdown_shows_marks_and_evidence(checked):
    shown = export_text(checked, "markdown").split("<!--")[0]
    assert (
        "An apple fell on a stone on **9 May** \\[1\\]. \\[1: contradicted?\\] Did it hurt?"
        " The apple was red. \\[2: supported\\]\n"
        "\n"
        "Ann said “**The apple fell on the old stone.**” \\[3: partly supported\\]"
        " &lt;b\\>A zebra&lt;/b\\> ran through \\`Paris\\` in 1987. \\[4: not found\\]\n"
        "\n"
        "\\[1\\] a.txt\n"
    ) in shown
    assert (
        "3. **partly supported**: Ann said “The apple fell on the old stone.”\n"
        "\n"
        "   - quotation “The apple fell on the old stone.” is altered, see \\[3\\]:"
        " “red” left out\n"
        "\n"
        "   > In May Ann said, “**The red apple fell on the old stone**.”\n"
        "\n"
        "   \\[3\\] Fruit \\& &lt;more\\> · Ann Author · Daily · a.txt, paragraph 2, characters "
    ) in shown
