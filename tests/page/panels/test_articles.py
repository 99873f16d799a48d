import pytest

from page.panels.articles import ArticlesPanel
from page.state.index_monitor import IndexMonitor
from qa.html import browser_text


@pytest.fixture
def tab(host):
    opened = host({"a.txt": "An apple fell.", "bad.txt": b"\x00"})
    return ArticlesPanel(opened, IndexMonitor(opened))


@pytest.fixture
def upload(tmp_path):
    def make(name: str, content: bytes) -> str:
        path = tmp_path / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return str(path)

    return make


def test_files_are_listed_with_what_the_index_knows_of_them(tab, seeds):
    seeds({"b.txt": "New.", "a.txt": "Changed."})
    html = tab.list_html()
    assert "3 files" in html
    for kind in ("new", "changed", "left out"):
        assert f'class="qa-kind">{kind}<' in html
    assert "control character" in html


def test_what_was_left_out_of_a_file_is_told_beside_it(footnotes, host):
    opened = host({"a.txt": "An apple fell.\n* Then.\n"})
    assert (
        "8 characters not used: footnotes"
        in ArticlesPanel(opened, IndexMonitor(opened)).list_html()
    )


@pytest.mark.parametrize("name", ["a\x1b\r.txt", "a\u202e.txt", "a\u200b.txt", "a&<'\"${}.txt"])
def test_a_file_of_any_name_can_be_deleted(tab, seeds, name):
    folder = seeds({name: "One."})
    html = tab.list_html()
    assert not {"\x1b", "\r", "\u202e", "\u200b"} & set(html)
    sent = browser_text(name)  # what a browser makes of the row
    assert "Delete this file?" in tab.list_html(deleting=sent)
    tab.delete(sent)
    assert not (folder / name).exists() and (folder / "a.txt").exists()


def test_what_no_reader_can_take_is_named_with_the_reason(tab, seeds):
    seeds({"caf\udce9.txt": "One.", "large.txt": b"a" * 10_000_001, "x.bin": b""})
    html = tab.list_html()
    assert "file &#x27;caf\\udce9.txt&#x27; has a name that is not UTF-8; rename it" in html
    assert "is larger than 10 MB" in html and "has the ending &#x27;.bin&#x27;" in html
    assert "3 files" in html


def test_the_list_can_be_narrowed(tab):
    assert "1 file<" in tab.list_html("BAD") and "a.txt" not in tab.list_html("bad")
    assert "No file name matches." in tab.list_html("zzz")


def test_an_empty_folder_is_told_apart_from_words_that_match_nothing(tab, seeds):
    for file in seeds({}).iterdir():
        file.unlink()
    assert "No files yet: add some above." in tab.list_html()
    assert "No file name matches." in tab.list_html("zzz")


def test_a_file_that_holds_nothing_to_quote_is_not_told_as_added(tab, upload, seeds):
    messages, _ = tab.add([upload("blank.txt", b""), upload("broken.docx", b"PK")])
    assert "qa-done" not in messages and messages.count('role="alert"') == 2
    assert "blank.txt is in the folder, but cannot be used" in messages
    assert (seeds({}) / "blank.txt").exists()


def test_a_file_is_added_and_its_upload_is_gone(tab, upload, seeds):
    path = upload("new.txt", b"A stone sank.")
    messages, conflicts = tab.add([path])
    assert "Added new.txt." in messages and conflicts == []
    assert (seeds({}) / "new.txt").read_bytes() == b"A stone sank."
    assert not (seeds({}).parent / "uploads" / "new.txt").exists()


def test_nothing_is_replaced_without_a_word(tab, upload, seeds):
    messages, conflicts = tab.add([upload("a.txt", b"Other."), upload("x.exe", b"no")])
    assert "Replace it?" in messages and "expected one of .docx" in messages
    assert (seeds({}) / "a.txt").read_text() == "An apple fell."
    assert "Replaced a.txt." in tab.resolve(conflicts, 0, replace=True)
    assert (seeds({}) / "a.txt").read_text() == "Other."
    assert "the upload is gone" in tab.resolve(conflicts, 0, replace=True)
    assert "the upload is gone" in tab.resolve(conflicts, 5, replace=True)


def test_the_old_one_can_be_kept(tab, upload, seeds):
    _, conflicts = tab.add([upload("a.txt", b"Other.")])
    assert "a.txt is unchanged." in tab.resolve(conflicts, 0, replace=False)
    assert (seeds({}) / "a.txt").read_text() == "An apple fell."


def test_a_file_given_twice_is_there_already(tab, upload):
    assert "with the same content" in tab.add([upload("a.txt", b"An apple fell.")])[0]


def test_deleting_asks_back_and_then_deletes(tab, seeds):
    assert 'data-do="delete"' not in tab.list_html()
    asked = tab.list_html(deleting="a.txt")
    assert 'data-do="delete" data-number="0" data-name="a.txt"' in asked and "Cancel" in asked
    assert "Deleted a.txt." in tab.delete("a.txt")
    assert not (seeds({}) / "a.txt").exists()
    assert "no article file" in tab.delete("../index/current")


def test_a_hostile_name_stays_a_name(tab, seeds):
    seeds({"<img src=x onerror=alert(1)>.txt": "x", "${a}{{b}}.txt": "y"})
    html = tab.list_html()
    assert "<img" not in html and "${" not in html and "{{" not in html


def test_of_many_files_the_first_are_shown(tab, seeds):
    seeds({f"n{n:03}.txt": f"Text {n}." for n in range(120)})
    assert "and 22 more" in tab.list_html()
