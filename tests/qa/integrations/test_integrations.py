"""The examples of docs/integrations.md run as they stand, with the real models and frameworks."""

import os
import re
import subprocess
import sys

import pytest

from index import build, open_embedder
from tests.support.paths import ROOT
from tests.support.toys import SEEDS

EXAMPLES = re.findall(
    r"## (\w+)\n.*?```python\n(.*?)```",
    (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


def test_there_is_one_for_each_framework():
    assert [name for name, _ in EXAMPLES] == ["LangChain", "LlamaIndex", "Haystack"]


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for _, code in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_an_example_runs_as_it_stands(code, tmp_path):
    build(SEEDS, tmp_path / ".index", embedder=open_embedder())
    command = [sys.executable, "-W", "error", "-c", code]
    paths = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=paths, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "blinken-visits-korea.txt" in done.stdout
    assert "Blinken visits Korea on the afternoon of the 8th" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {".index"}  # nothing at home
