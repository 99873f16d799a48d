from page.panels.why import WhyPanel
from page.wording.english import TEXTS

APPLES = "An apple fell on the stone.\n\nThe river rose."


def test_every_passage_is_explained_with_its_scores(host):
    opened = host({"a.txt": APPLES})
    html = WhyPanel(opened).passages(opened.assistant.ask("apple stone"))
    assert html.count("<li>") == 2
    assert ">cited<" in html
    for name in ("passage", "best sentence", "shared words", "reader"):
        assert f"<dt>{name}</dt>" in html


def test_a_pasted_sentence_is_placed(host):
    opened = host({"a.txt": APPLES})
    answer = opened.assistant.ask("apple stone")
    html = WhyPanel(opened).locate(answer, "The river rose.")
    assert "Rank 2 of 2" in html and "The river rose." in html


def test_what_cannot_be_placed_is_one_line(host):
    opened = host({"a.txt": APPLES})
    answer = opened.assistant.ask("apple stone")
    why = WhyPanel(opened)
    assert "ask a question first" in why.locate(None, "x") and why.passages(None) == ""
    assert "paste one" in why.locate(answer, "  ")
    assert 'role="alert"' in why.locate(answer, "zzz qqq xxx")


def test_every_stage_has_a_word():
    from typing import get_args

    from qa.evidence.outcome import Stage

    assert all(f"why.stage.{stage}" in TEXTS for stage in get_args(Stage))
