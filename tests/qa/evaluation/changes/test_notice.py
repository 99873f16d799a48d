import json
import sys

from qa.evaluation.changes import notice
from qa.evaluation.changes.notice import notify
from qa.evaluation.changes.since import Comparison, comparison_to_dict
from qa.evaluation.checks import Check

FOUND = Comparison(since=1, generation=2, asked=3, changes=(), new=(Check("Who; rm?"),))


def program(tmp_path, code: str) -> str:
    (tmp_path / "a program.py").write_text(code)
    return f"{sys.executable} '{tmp_path / 'a program.py'}'"


def test_a_command_is_told_by_standard_input(tmp_path, capfd):
    code = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read()); print('not shown')"
    assert notify(FOUND, f"{program(tmp_path, code)} {tmp_path}/told.json") is None
    assert json.loads((tmp_path / "told.json").read_text()) == comparison_to_dict(FOUND)
    assert capfd.readouterr() == ("", "")


def test_no_command_is_nobody_to_tell():
    assert notify(FOUND, None) is None


def test_no_shell_reads_the_command(tmp_path):
    assert "No such file" in notify(FOUND, f"nothing-of-that-name; touch {tmp_path}/touched")
    assert not (tmp_path / "touched").exists()


def test_a_command_that_fails_is_one_line(tmp_path, monkeypatch):
    said = notify(FOUND, program(tmp_path, "raise SystemExit('no\\nroom')"))
    assert said == (
        "the command of QA_NOTIFY_COMMAND failed (status 1: room); expected one that reads standard"
        " input and ends with status 0; correct or unset it"
    )
    for command in ("'", "  "):
        assert notify(FOUND, command).startswith("the command of QA_NOTIFY_COMMAND failed (")
    monkeypatch.setattr(notice, "TIMEOUT", 0.0)
    assert "it ran for more than" in notify(FOUND, program(tmp_path, "input()"))
