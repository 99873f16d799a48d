import pytest

from index.errors import SettingsError
from page.server.credentials import Credentials, hash_password


def test_equal_passwords_hash_differently():
    assert hash_password("correct horse") != hash_password("correct horse")
    assert hash_password("x", salt=b"0") == hash_password("x", salt=b"0")


def test_an_unknown_name_is_hashed_and_compared_as_a_known_one_is(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "page.server.credentials.hmac.compare_digest",
        lambda a, b: compared.append((len(a), len(b))),
    )
    credentials = Credentials({"ann": hash_password("correct horse")})
    credentials.verify("ann", "wrong")
    credentials.verify("eve", "wrong")
    assert compared == [(32, 32), (32, 32)]


@pytest.mark.parametrize(
    "text", ["", "\n", "ann", "ann:secret", "ann:md5$YQ==$YQ==", "ann:scrypt$YQ==$YQ==", ":x",
             "ann:scrypt$!$!"],
)  # fmt: skip
def test_what_is_no_login_is_refused_without_being_shown(text):
    with pytest.raises(SettingsError, match="expected") as caught:
        Credentials.from_lines(text.splitlines(), origin="the file")
    assert "secret" not in str(caught.value)
