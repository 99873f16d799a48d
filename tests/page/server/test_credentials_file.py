import stat
from pathlib import Path

import pytest

from index import build
from index.errors import SettingsError
from page.server.credentials import hash_password
from page.server.credentials_file import (
    add_login,
    load_credentials,
    read_credentials,
    require_outside,
)
from qa import Settings


def test_a_name_and_its_password_belong_together(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    add_login(file, "bob", "battery staple")
    logins = read_credentials(file)
    assert logins.verify("ann", "correct horse") and logins.verify("bob", "battery staple")
    assert (
        not logins.verify("ann", "battery staple")
        and not logins.verify("ann", "")
        and not logins.verify("eve", "x")
    )


def test_a_new_password_replaces_the_old_one(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    add_login(file, "ann", "another horse")
    logins = read_credentials(file)
    assert logins.verify("ann", "another horse") and not logins.verify("ann", "correct horse")
    assert file.read_text().count("\n") == 1


def test_the_file_is_private_and_holds_no_password(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "correct" not in file.read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["logins"]


def test_a_file_that_cannot_be_read_is_one_line(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_credentials(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", "long enough"), ("", "long enough"), ("a\nb", "long enough"),
                           (" ann", "long enough"), ("ann ", "long enough"), (" ", "long enough"),
                           ("ann", "short")],
)  # fmt: skip
def test_a_login_that_is_none_is_not_made(tmp_path, name, password):
    with pytest.raises(SettingsError):
        add_login(tmp_path / "logins", name, password)
    assert not (tmp_path / "logins").exists()


@pytest.mark.parametrize(
    "content",
    [b"root:x:0:0:root:/root:/bin/sh\n", b"# logins\n", b"\n", b"\xff\xfe", b"ann:secret\n"],
)
def test_a_file_of_anything_else_is_refused_and_left_alone(tmp_path, content):
    file = tmp_path / "mine"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="expected a file of logins only, or a new file; name"):
        add_login(file, "root", "correct horse")
    assert file.read_bytes() == content


def test_a_device_or_folder_is_refused(tmp_path):
    for path in (Path("/dev/null"), tmp_path):
        with pytest.raises(SettingsError, match="are not a regular file; expected"):
            add_login(path, "ann", "correct horse")


def test_an_empty_file_made_for_logins_keeps_its_mode_and_link(tmp_path):
    file, link = tmp_path / "logins", tmp_path / "link"
    file.touch()
    file.chmod(0o640)
    link.symlink_to("logins")
    add_login(link, "ann", "correct horse")
    add_login(link, "bob", "battery staple")
    assert link.is_symlink() and file.read_text().count("\n") == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(SettingsError, match=r"cannot be written \(No such file or directory\);"):
        add_login(tmp_path / "none" / "logins", "ann", "correct horse")


def test_logins_may_not_lie_among_articles(tmp_path, seeds, index, embedder):
    build(seeds({"a.txt": "An apple."}), index, embedder=embedder)
    (tmp_path / "link").symlink_to("seeds")
    others = (
        Settings(seeds=str(tmp_path / "seeds"), index=str(tmp_path / "none")),
        Settings(seeds=str(tmp_path / "other"), index=str(index)),
    )
    for settings in others:
        require_outside(tmp_path / "logins", settings)
        for file in ("seeds/logins.txt", "seeds/b/logins.txt", "link/logins.txt"):
            with pytest.raises(SettingsError, match=r"are in the seeds folder '.*'; expected"):
                require_outside(tmp_path / file, settings)


def test_credentials_come_from_a_file_or_else_the_environment(tmp_path):
    login = f"ann:{hash_password('correct horse')}"
    (tmp_path / "logins").write_text(login)
    assert load_credentials(Settings(), None) is None
    assert load_credentials(Settings(), str(tmp_path / "logins")).verify("ann", "correct horse")
    settings = Settings.from_environment({"QA_CREDENTIALS": login})
    assert load_credentials(settings, None).verify("ann", "correct horse")
    assert "scrypt" not in repr(settings)
