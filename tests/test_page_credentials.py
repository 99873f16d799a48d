import stat

import pytest

from index.errors import SettingsError
from page.credentials import Credentials, add_login, hashed, read_credentials


def test_a_name_and_its_password_belong_together(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    add_login(file, "bob", "battery staple")
    knows = read_credentials(file)
    assert knows("ann", "correct horse") and knows("bob", "battery staple")
    assert not knows("ann", "battery staple") and not knows("ann", "") and not knows("eve", "x")


def test_a_new_password_replaces_the_old_one(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    add_login(file, "ann", "another horse")
    knows = read_credentials(file)
    assert knows("ann", "another horse") and not knows("ann", "correct horse")
    assert file.read_text().count("\n") == 1


def test_the_file_is_private_and_holds_no_password(tmp_path):
    file = tmp_path / "logins"
    add_login(file, "ann", "correct horse")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "correct" not in file.read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["logins"]


def test_equal_passwords_hash_differently():
    assert hashed("correct horse") != hashed("correct horse")
    assert hashed("x", salt=b"0") == hashed("x", salt=b"0")


def test_an_unknown_name_is_hashed_and_compared_as_a_known_one_is(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "page.credentials.hmac.compare_digest", lambda a, b: compared.append((len(a), len(b)))
    )
    knows = Credentials({"ann": hashed("correct horse")})
    knows("ann", "wrong")
    knows("eve", "wrong")
    assert compared == [(32, 32), (32, 32)]


@pytest.mark.parametrize(
    "text", ["", "\n", "ann", "ann:secret", "ann:md5$YQ==$YQ==", "ann:scrypt$YQ==$YQ==", ":x",
             "ann:scrypt$!$!"],
)  # fmt: skip
def test_what_is_no_login_is_refused_without_being_shown(text):
    with pytest.raises(SettingsError, match="expected") as caught:
        Credentials.from_lines(text.splitlines(), origin="the file")
    assert "secret" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_credentials(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", "long enough"), ("", "long enough"), ("a\nb", "long enough"),
                           ("ann", "short")],
)  # fmt: skip
def test_a_login_that_is_none_is_not_made(tmp_path, name, password):
    with pytest.raises(SettingsError):
        add_login(tmp_path / "logins", name, password)
    assert not (tmp_path / "logins").exists()
