"""A folder is a folder; test_contract.py does the same with every place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from index import Generation, generation, home

ROOT = Path(__file__).parent.parent
CODE = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
from conftest import ToyEmbedder
from index import home
folder, index = map(Path, sys.argv[1:])
home.build(folder, index, embedder=ToyEmbedder())
home.load(index, embedder=ToyEmbedder())
print(sorted({"pymilvus", "grpc", "index.milvus"} & set(sys.modules)))
"""


def test_a_folder_is_built_opened_and_gone_back_to(seeds, index, embedder):
    told = []
    folder = seeds({"a.txt": "First."})
    assert home.build(folder, index, embedder=embedder).generation == 1
    seeds({"a.txt": "Second."})
    how = {"keep": 2, "progress": lambda *at: told.append(at)}
    assert home.build(folder, index, embedder=embedder, **how).generation == 2
    assert told == [(1, 1)]
    opened = home.load(index, embedder=embedder)
    assert isinstance(opened, Generation)
    assert opened.article["a.txt"].text == "Second."
    assert home.rollback(index) == generation.read(index).manifest


def test_a_folder_needs_nothing_of_a_server(seeds, index):
    done = subprocess.run(
        [sys.executable, "-c", CODE, seeds({"a.txt": "First."}), index],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"
