"""The import rule: app.py -> qa -> index -> libraries, never back, heavy ones in one file each."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import index
import qa

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("index/*.py"), *ROOT.glob("qa/*.py"), ROOT / "app.py"])
ONLY_IN = {
    "faiss": {"index/store.py"},
    "bm25s": {"index/lexical.py"},
    "sentence_transformers": {"index/embed.py"},
    "transformers": {"index/embed.py", "qa/hub_reader.py"},
    "torch": {"qa/hub_reader.py"},
    "onnxruntime": {"qa/span_model.py"},
    "huggingface_hub": {"index/models.py"},
    "gradio": {"app.py"},
}


def imported(path: Path) -> set[str]:
    """Names of all modules that a file imports anywhere in it, functions included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_run_one_way(path):
    room = name(path).split("/")[0]
    forbidden = {"index": {"qa", "app"}, "qa": {"app"}, "app.py": set()}[room]
    assert not imported(path) & forbidden


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_heavy_libraries_have_one_home(library):
    assert {name(path) for path in FILES if library in imported(path)} == ONLY_IN[library]


def test_corpus_and_errors_need_the_standard_library_alone():
    for file in ("index/corpus.py", "index/errors.py"):
        assert imported(ROOT / file) <= sys.stdlib_module_names | {"index"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_opens_with_what_it_owns(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_function_is_longer_than_a_screen(path):
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno > 40
    ]  # fmt: skip
    assert not long


@pytest.mark.parametrize("package", [index, qa], ids=["index", "qa"])
def test_public_names_are_sorted_and_there(package):
    names = package.__all__
    assert names == sorted(names, key=lambda n: (not n.isupper(), n))
    assert all(hasattr(package, name) for name in names)


@pytest.mark.parametrize("module", ["qa", "qa.cli", "index"])
def test_importing_the_library_loads_no_model_library(module):
    code = (
        f"import sys, {module}; print(sorted({{'torch', 'transformers', 'sentence_transformers',"
        " 'gradio', 'sklearn', 'huggingface_hub', 'onnxruntime'} & set(sys.modules)))"
    ).replace("{{", "{")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "[]"
