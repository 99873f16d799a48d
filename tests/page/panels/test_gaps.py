from page.panels.ask import AnswerPanel
from page.panels.gaps import MOST_GROUPS, GapsPanel, gaps_html
from qa.gaps.grouping import GapGroup


def test_questions_of_the_page_without_an_answer_are_listed(host, tmp_path):
    opened = host({"a.txt": "An apple fell."}, threshold=1.0, gaps=str(tmp_path / "g.jsonl"))
    assert "None so far." in GapsPanel(opened).html()
    for question in ("<i>Where</i> is the river?", "Is there a stone?"):
        AnswerPanel(opened).answer(question)
    html = GapsPanel(opened).html()
    assert "2 questions, kept on this machine" in html and "nearest article: a.txt" in html
    assert "&lt;i&gt;Where" in html and 'data-ask="Is there a stone?"' in html


def test_nothing_is_kept_or_shown_unless_asked_for(host, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    opened = host({"a.txt": "An apple fell."}, threshold=1.0)
    AnswerPanel(opened).answer("Is there a stone?")
    assert GapsPanel(opened).html() == ""
    assert {path.name for path in tmp_path.iterdir()} == {"seeds", "index"}


def test_a_file_that_is_none_is_one_line_and_the_answer_is_given(host, tmp_path, caplog):
    (tmp_path / "g.jsonl").write_text("mine")
    opened = host({"a.txt": "An apple fell."}, threshold=1.0, gaps=str(tmp_path / "g.jsonl"))
    html, _ = AnswerPanel(opened).answer("Is there a stone?")
    assert "No clear answer" in html and "is not a question without an answer" in caplog.text
    assert 'role="alert"' in GapsPanel(opened).html()
    assert (tmp_path / "g.jsonl").read_text() == "mine"


def test_without_an_index_there_are_no_gaps(host, tmp_path):
    assert GapsPanel(host(gaps=str(tmp_path / "g.jsonl"))).html() == ""


def test_a_long_list_is_cut():
    group = GapGroup(("a?", "b?", "c?", "d?"), 5, "2023-11-07T12:00:00Z", None)
    html = gaps_html([group] * (MOST_GROUPS + 1), asked=55)
    assert html.count("<li>") == MOST_GROUPS and "d?" not in html and "nearest" not in html
    assert "5 times · last on 2023-11-07" in html
