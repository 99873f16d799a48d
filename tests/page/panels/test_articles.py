import pytest

from page.panels.articles import ArticlesPanel
from page.state.index_monitor import IndexMonitor


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


def test_a_deletion_is_told_in_a_corner_of_the_window(tab, seeds):
    assert "Deleted a.txt." in (told := tab.delete("a.txt")) and 'class="qa-notice"' in told
    assert not (seeds({}) / "a.txt").exists()
    assert "no article file" in tab.delete("../index/current")
