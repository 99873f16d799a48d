"""The documents say what is there: commands, settings, files, keys."""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from pybtex.database import parse_file

import index
import qa
from index import build, open_embedder
from qa import Settings, assistant
from qa.commands.arguments.parser import parser
from qa.wire.answer import answer_to_dict
from tests.qa.test_answer import answer
from tests.support.toys import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ASKING, CHECKING = (
    (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")
    for name in ("asking.md", "checking.md")
)
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "SECURITY.md", "tests/README.md")]
COMMANDS = (
    "index", "status", "rollback", "ask", "chat", "quotes", "search", "check-text", "verify",
    "check", "gaps", "eval", "serve", "mcp",
)  # fmt: skip


def test_every_command_is_in_the_readme():
    assert re.findall(r"^\| `qa ([\w-]+)", README, re.MULTILINE) == list(COMMANDS)
    for command in COMMANDS:
        assert command in parser().format_help()


def test_every_setting_is_in_the_readme_with_its_default():
    rows = dict(re.findall(r"^\| `QA_(\w+)` \| (.+?) \|", README, re.MULTILINE))
    shown = {name.lower(): default.strip("`") for name, default in rows.items()}
    expected = {f.name: str(f.default) for f in fields(Settings)} | {
        "threshold": "the reader's",
        "credentials": "none",
        "encoding": "none",
        "gaps": "none",
        "milvus_token": "none",
        "notify_command": "none",
        "workers": "none",
    }
    assert shown == expected


def test_every_key_of_the_json_form_is_described():
    described = API.split("## An answer as JSON\n")[1].split("\n## ")[0]
    form = answer_to_dict(answer())
    for key in [*form, *form["citations"][0]]:
        assert f"`{key}`" in described


def test_every_folder_of_the_code_is_in_the_architecture():
    folders = {p.parent.relative_to(ROOT).as_posix() for p in ROOT.glob("[ipq]*/**/__init__.py")}
    assert folders == set(re.findall(r"^\| `([\w/]+)/` \|", ARCHITECTURE, re.MULTILINE))


def test_the_files_that_the_architecture_names_are_there():
    for path in re.findall(r"`((?:index|qa|page|tests|training)/[\w/]+\.\w+)`", ARCHITECTURE):
        assert (ROOT / path).exists(), path


def test_every_library_of_the_core_has_its_reason_in_the_architecture():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    core = project.split("\ndependencies = [\n")[1].split("\n]\n")[0]
    libraries = ARCHITECTURE.split("\n## Libraries\n")[1].split("\n## ")[0]
    named = re.findall(r"^\| ([\w-]+) \|", libraries, re.MULTILINE)[1:]
    assert named == re.findall(r'"([\w-]+)', core)


@pytest.mark.slow
def test_the_reference_is_written_from_the_docstrings_without_a_warning(tmp_path):
    command = [sys.executable, "-W", "error", "docs/reference.py", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    for module in (index, qa):
        page = (tmp_path / f"{module.__name__}.html").read_text(encoding="utf-8")
        assert all(f'id="{name}"' in page for name in module.__all__)


def test_links_of_the_documents_lead_somewhere():
    linked = [ROOT / "CONTRIBUTING.md", ROOT / "training" / "README.md"]
    linked += [*ROOT.glob("docs/**/*.md"), *ROOT.glob("[iq]*/*/weights/*.md")]
    for document in [*DOCUMENTS, *linked]:
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


@pytest.mark.parametrize("document", DOCUMENTS[1:], ids=lambda path: path.name)
def test_the_tests_that_hold_a_promise_are_there(document):
    named = set(re.findall(r"`([\w/]*test_\w+\.py)`", document.read_text(encoding="utf-8")))
    assert len(named) > 20 and not [path for path in named if not (ROOT / "tests" / path).is_file()]


def test_the_readmes_python_runs(seeds, index, embedder, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    build(seeds({"a.txt": "Blinken visits Korea."}), Path(".index"), embedder=embedder)
    monkeypatch.setattr(assistant, "open_embedder", lambda name: embedder)
    monkeypatch.setenv("QA_THRESHOLD", "0")
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    exec(compile(code, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert out.endswith(" Span(start=0, end=21)\n") and out.split()[0] in "Blinken visits Korea."


def test_the_configuration_of_a_desktop_client_is_one_that_the_command_line_takes():
    shown = json.loads(re.search(r"```json\n(.*?)```", API, re.DOTALL)[1])
    (server,) = shown["mcpServers"].values()
    assert server["command"] == "qa"
    assert parser().parse_args(server["args"]).command == "mcp"


def test_the_filters_of_the_guide_run(seeds, capsys, monkeypatch, toy_models):
    monkeypatch.setenv("QA_THRESHOLD", "0")
    stated = "---\nsource: {}\nauthor: {}\ndate: {}\n---\nThe ferry accident killed {} people."
    seeds({
        "korea/a.txt": stated.format("Donga", "Ann Author", "2023-10-03", 12),
        "korea/b.txt": stated.format("Yonhap", "Bo Writer", "2023-11-07", 17),
        "world/ferry.txt": "The ferry accident killed many people.",
    })  # fmt: skip
    run(capsys, "index")
    section = ASKING.split("## Only some articles\n")[1].split("\n## ")[0]
    lines = re.search(r"```\n(qa ask .*?)```", section, re.DOTALL)[1].splitlines()
    asked = []
    for line in lines:
        status, out, err = run(capsys, *shlex.split(line)[1:], "--json")
        assert (status, err) == (0, ""), line
        asked.append(json.loads(out)["filter"]["articles"])
    assert asked == [1, 2, 1]
    options = {word for line in lines for word in line.split() if word.startswith("--")}
    assert options == {
        f"--{name}" for name in ("after", "before", "as-of", "source", "author", "in")
    }


@pytest.mark.slow
def test_the_readmes_answer_is_what_is_printed(tmp_path):
    build(ROOT / "seeds", tmp_path, embedder=open_embedder())
    words = ["ask", "When does Blinken visit Korea?", "--index", str(tmp_path)]
    command = [sys.executable, "-m", "qa.commands.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    shown = re.search(r"```\n([^`]*?\(confidence[^`]*?)```", README, re.DOTALL)[1]
    said = done.stdout
    (stated,), (given,) = (re.findall(r"(\d+)%", text) for text in (shown, said))
    assert abs(int(stated) - int(given)) <= 2  # processors round products of bytes differently
    assert said.replace(f"{given}%", f"{stated}%").startswith(shown)


@pytest.mark.slow
def test_the_exports_of_the_guide_are_made_and_proved(tmp_path):
    """Every block of commands that verifies a file, over the seeds."""
    index, bin_ = tmp_path / "index", tmp_path / "bin"
    build(ROOT / "seeds", index, embedder=open_embedder())
    bin_.mkdir()
    program = f'#!/bin/sh\nexec "{sys.executable}" -m qa.commands.cli "$@" --index "{index}"\n'
    (bin_ / "qa").write_text(program)
    (bin_ / "qa").chmod(0o700)
    texts = re.findall(r"```\w*\n(.*?)```", README + CHECKING, re.DOTALL)
    blocks = {text for text in texts if "\nqa verify " in text}
    assert len(blocks) == 2
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
    for block in blocks:
        commands = block.replace("> proof.html\n", "> proof.html || test $? = 1\n")
        done = subprocess.run(
            ["sh", "-e"], input=commands, capture_output=True, text=True, cwd=tmp_path,
            env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), done
        assert "quotes that match their file: 1 of 1" in done.stdout
    assert parse_file(str(tmp_path / "answer.bib"), "bibtex").entries
