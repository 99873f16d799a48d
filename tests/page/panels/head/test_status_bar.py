import pytest

from index import Changes
from page.panels.head.status_bar import (
    StatusBar,
    changes_in_words,
    status_html,
    time_in_words,
    unreachable_html,
)
from page.state.checkup_job import CheckupJob
from page.state.index_monitor import IndexMonitor, IndexStatus
from page.state.update_job import JobState
from qa.evaluation.changes.review import review_checks, save_answer

NOTHING = Changes((), (), (), ())


@pytest.fixture
def bar(host):
    opened = host({"a.txt": "An apple fell.", "gone.txt": "A stone sank."})
    return StatusBar(opened, monitor := IndexMonitor(opened)), monitor


def test_an_index_that_is_fresh_says_so_and_offers_nothing(bar):
    html = bar[0].html()
    assert "Up to date" in html and "2 articles, generation 1" in html and "<button" not in html


def test_changes_are_counted_and_listed_on_demand(bar, seeds):
    folder = seeds({"a.txt": "A pear fell.", "new.txt": "Snow.", "<b>.txt": "Rain."})
    (folder / "gone.txt").rename(folder / "moved.txt")
    html = bar[0].html()
    assert "1 changed, 2 new, 1 renamed since the last build" in html
    assert "<details><summary>What changed</summary>" in html
    assert "gone.txt → moved.txt" in html and "<b>.txt" not in html
    assert 'data-do="update"' in html


def test_an_update_ends_with_what_it_did_and_the_way_back(bar, seeds):
    seeds({"a.txt": "A pear fell.", "bad.txt": b"\x00"})
    bar[0].update()
    bar[1].job.wait()
    html = bar[0].html()
    assert "2 articles ready; 1 passage embedded, 1 kept; 1 file skipped, see Articles." in html
    assert "Undo last update" in html
    assert "The last update is undone: generation 1 is in use again." in bar[0].undo()
    assert (
        "1 changed" in bar[0].html()
        and "The last update is undone: generation 1 is in use again." in bar[0].html()
    )


def test_saved_questions_are_asked_again_after_an_update_and_going_back(host, seeds, tmp_path):
    path = tmp_path / "c.jsonl"
    opened = host({"a.txt": "An apple fell."}, checks=str(path))
    save_answer(opened.assistant.ask("Did an apple fall?"), 1, path, seeds=seeds({}))
    checkup, monitor = CheckupJob(opened, path), IndexMonitor(opened)
    monitor.after_update = checkup.after_update
    bar = StatusBar(opened, monitor, checkup)
    seeds({"a.txt": "No apple fell."})
    bar.update()
    monitor.job.wait()
    checkup.wait()
    assert "1 of 1 saved question is answered otherwise than in generation 1." in bar.html()
    bar.undo()
    checkup.wait()
    assert review_checks(path, opened.index).generation == 1
    assert "answered otherwise" not in bar.html()


def test_there_is_no_way_back_from_the_first(bar):
    assert "no generation before 1" in bar[0].undo()


def test_an_update_that_fails_says_why(bar, seeds):
    for path in seeds({}).iterdir():
        path.unlink()
    bar[0].update()
    bar[1].job.wait()
    assert "holds no article" in bar[0].html()


def test_progress_is_readable_for_eye_and_screen_reader():
    running = JobState(running=True, done=40, total=160, remaining=12.4)
    html = status_html(IndexStatus(job=running, manifest=_manifest(), changes=NOTHING))
    assert "40 of 160 texts, about 12 seconds left" in html
    assert 'role="progressbar"' in html and 'aria-valuenow="25"' in html
    assert "answers come from the last build" in html
    beginning = status_html(IndexStatus(job=JobState(running=True)))
    assert "last build" not in beginning  # there is none yet
    assert "reading the articles" in beginning and "aria-valuenow" not in beginning


def test_without_an_index_one_can_be_built(host, seeds):
    bar = StatusBar(opened := host(), IndexMonitor(opened))
    assert "no articles in the folder" in bar.html()
    seeds({"a.txt": "An apple fell."})
    assert "1 file in the folder" in bar.html() and "Build the index" in bar.html()


def test_words_for_changes_and_times():
    assert changes_in_words(NOTHING) == ""
    assert (
        changes_in_words(Changes(("a", "b"), ("c",), ("d",), ())) == "1 changed, 1 deleted, 2 new"
    )
    assert [time_in_words(s) for s in (0.2, 1, 89, 90, 600)] == [
        "1 second", "1 second", "89 seconds", "2 minutes", "10 minutes",
    ]  # fmt: skip


def test_of_many_changes_the_first_are_named():
    many = Changes(tuple(f"{n}.txt" for n in range(60)), (), (), ())
    html = status_html(IndexStatus(job=JobState(), manifest=_manifest(), changes=many))
    assert "49.txt" in html and "50.txt" not in html and "and 10 more" in html


def _manifest():
    class Manifest:
        articles, generation = 1, 1

    return Manifest()


def test_a_server_that_does_not_answer_is_announced():
    said = unreachable_html()
    assert 'role="alert"' in said and "Server not reachable." in said
    assert 'class="qa-later"> Your question is kept' in said
