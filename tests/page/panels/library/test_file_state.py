from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
from page.state.index_monitor import IndexMonitor

START = LibraryView()


def test_files_are_told_with_what_the_index_knows_of_them(host, seeds):
    opened = host({"a.txt": "An apple fell.", "bad.txt": b"\x00", "gone.txt": "It is gone."})
    seeds({"b.txt": "New.", "a.txt": "Changed."})
    (seeds({}) / "gone.txt").unlink()
    html = LibraryPanel(opened, IndexMonitor(opened)).html(START)
    assert "2 files not in the index" in html and "2 articles" in html
    for kind in ("new", "changed", "left out", "deleted"):
        assert f'class="qa-kind">{kind}<' in html
    assert "control character" in html
    assert 'aria-label="Delete gone.txt"' not in html


def test_what_was_left_out_of_a_file_is_told_beside_it(footnotes, host):
    opened = host({"a.txt": "An apple fell.\n* Then.\n"})
    html = LibraryPanel(opened, IndexMonitor(opened)).html(START)
    assert '8 characters not used: <bdi lang="en">footnotes</bdi>' in html


def test_what_no_reader_can_take_is_named_with_the_reason(host, seeds):
    opened = host({"a.txt": "An apple fell."})
    seeds({"caf\udce9.txt": "One.", "large.txt": b"a" * 10_000_001, "x.bin": b""})
    html = LibraryPanel(opened, IndexMonitor(opened)).html(START)
    assert "file &#x27;caf\\udce9.txt&#x27; has a name that is not UTF-8; rename it" in html
    assert "is larger than 10 MB" in html and "has the ending &#x27;.bin&#x27;" in html
