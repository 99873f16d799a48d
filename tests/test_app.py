import os
import subprocess
import sys
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_importing_the_page_loads_no_model():
    heavy = "{'torch', 'onnxruntime'}"
    code = f"import app, sys; print({heavy} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "set()"


@pytest.mark.slow
def test_the_environment_cannot_loosen_gradio():
    code = "import app, os; print({k: v for k, v in os.environ.items() if 'GRADIO' in k})"
    loose = {"GRADIO_ANALYTICS_ENABLED": "True", "GRADIO_ALLOWED_PATHS": "/", "GRADIO_SHARE": "1"}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True, env=os.environ | loose)  # fmt: skip
    assert out.stdout.strip() == "{'GRADIO_ANALYTICS_ENABLED': 'False'}"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--index", "none"], "no index in 'none'; expected one built before; run qa index\n"),
        (["--host", "0.0.0.0"], "host '0.0.0.0' without a login, which shows the articles"),
        (["--credentials", "none"], "credentials 'none' cannot be read"),
        (
            ["--add", "ann"],
            "--add without a credentials file; expected --credentials FILE; name one",
        ),
    ],
)
def test_what_cannot_be_served_is_one_line_and_status_2(words, message, capsys):
    assert app.main(words) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(message) and said.err.count("\n") == 1


def test_a_damaged_index_is_one_line_and_status_2(tmp_path, capsys):
    (tmp_path / "current").write_text("nonsense")
    assert app.main(["--index", str(tmp_path)]) == 2
    assert "names no generation; expected" in capsys.readouterr().err


def test_a_login_is_added_by_its_owner(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "correct horse")
    file = tmp_path / "logins"
    assert app.main(["--credentials", str(file), "--add", "ann"]) == 0
    assert file.read_text().startswith("ann:scrypt$")
    assert "ann can log in" in capsys.readouterr().out
    monkeypatch.setattr("getpass.getpass", lambda prompt: "short")
    assert app.main(["--credentials", str(file), "--add", "ann"]) == 2


def test_a_login_is_not_added_among_the_articles(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("getpass.getpass", lambda prompt: pytest.fail("a password was asked for"))
    monkeypatch.setenv("QA_SEEDS", str(tmp_path))
    for words in (["--add", "ann"], []):
        assert app.main(["--credentials", str(tmp_path / "logins.txt"), *words]) == 2
        assert "are in the seeds folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
