"""Imports of a start: no large library before it is needed."""

import ast
import subprocess
import sys

import pytest

from index import build, open_embedder
from tests.support.paths import ROOT
from tests.support.toys import SEEDS


def test_importing_the_library_loads_no_model_library():
    code = (
        "import sys, index, qa, qa.commands.cli\n"
        "for package in (index, qa): [getattr(package, name) for name in package.__all__]\n"
        "print(sorted({'torch', 'transformers',"
        " 'sentence_transformers', 'gradio', 'sklearn', 'huggingface_hub', 'onnxruntime', 'lxml',"
        " 'webencodings', 'docx', 'pypdfium2', 'dask', 'distributed', 'pymilvus', 'grpc',"
        " 'pandas', 'mcp', 'pydantic'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "[]"


QUESTION = """
import sys
from qa.commands.cli import main
main(["ask", "When does Blinken visit Korea?", "--index", sys.argv[1], "--json"])
tops = {name.split(".")[0] for name in sys.modules if not name.startswith("_")}
print(sorted(tops - set(sys.stdlib_module_names)))
"""


@pytest.mark.slow
def test_a_question_from_a_cold_terminal_imports_what_it_needs(tmp_path):
    build(SEEDS, tmp_path, embedder=open_embedder())
    program = [sys.executable, "-c", QUESTION, str(tmp_path)]
    done = subprocess.run(program, capture_output=True, text=True, check=True, cwd=ROOT)
    imported = set(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert {"faiss", "onnxruntime", "tokenizers"} <= imported
    assert imported <= {
        "Stemmer",
        "cython_runtime",
        "faiss",
        "filelock",
        "index",
        "markupsafe",
        "numpy",
        "onnxruntime",
        "packaging",
        "qa",
        "regex",  # syntok's
        "swig_runtime_data5",
        "syntok",
        "tokenizers",
    }
