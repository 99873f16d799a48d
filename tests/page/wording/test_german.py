from page.panels.ask import answer_html
from page.panels.asking.start import no_index_html
from page.panels.head.status_bar import progress_html
from page.state.update_job import JobState
from page.wording.german import GERMAN
from tests.qa.test_answer import answer


def test_an_answer_is_given_in_german():
    said = answer_html(answer(), say=GERMAN)
    assert "<b>Wahrscheinlich</b> · zu 50\N{NO-BREAK SPACE}% sicher" in said
    assert "Mit Quelle kopieren" in said and 'aria-label="Antwort"' in said


def test_an_update_is_told_in_german():
    job = JobState(running=True, done=1200, total=4800, remaining=120.0)
    said = progress_html(job, first=False, say=GERMAN)
    assert "1.200 von 4.800 Texten, noch etwa 2 Minuten" in said


def test_one_and_several_are_told_apart():
    assert GERMAN("index.none.files", number=1) == "1 Datei im Ordner"
    assert GERMAN("index.none.files", number=2) == "2 Dateien im Ordner"


def test_the_start_without_articles_is_german():
    assert "in den Ordner /artikel" in no_index_html("/artikel", say=GERMAN)
