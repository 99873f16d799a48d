"""The import rule: app.py -> page -> qa -> index -> libraries, never back; heavy ones at home."""

import ast
import graphlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

import pytest

import index
import qa
from index import build, open_embedder
from tests.support.toys import SEEDS

ROOT = Path(__file__).parent.parent
PACKAGES = ("index/**", "qa/**", "page/**")
FILES = sorted(
    [*(p for package in PACKAGES for p in ROOT.glob(f"{package}/*.py")), ROOT / "app.py"]
)
PAGE = sorted(ROOT.glob("page/**/[a-z]*.py"))
FORMATS = [path for path in FILES if "formats" in path.relative_to(ROOT).parts]
TESTS = [
    p for package in ("index", "qa", "page") for p in ROOT.glob(f"tests/{package}/**/test_*.py")
]
COVERED = [
    path
    for path in FILES
    if {"page", "formats", "milvus"} & set(path.relative_to(ROOT).parts)
    and path.name != "__init__.py"
]
MOST_FILES = 15  # of a folder, its __init__.py not counted
GRADIO = (
    "api", "launch", "layout", "panels/events", "tabs/articles", "tabs/ask", "tabs/ask_components",
    "tabs/browser_texts", "tabs/callbacks", "tabs/check",
    "tabs/downloads", "tabs/filters", "tabs/checkup", "server/inputs", "server/queues", "theme",
)  # fmt: skip
# Each folder of the page, and the folders of it that its files may import.
PAGE_FOLDERS = {
    "page": {
        "page", "page/panels", "page/panels/head", "page/server", "page/state", "page/tabs",
        "page/wording",
    },
    "page/panels": {"page/panels", "page/panels/asking", "page/state", "page/wording"},
    "page/panels/asking": {"page/panels", "page/panels/asking", "page/state", "page/wording"},
    "page/panels/head": {"page/panels", "page/panels/head", "page/state", "page/wording"},
    "page/panels/library": {"page/panels", "page/panels/library", "page/state", "page/wording"},
    "page/tabs": {
        "page/panels", "page/panels/asking", "page/panels/head", "page/panels/library",
        "page/state", "page/tabs", "page/wording",
    },
    "page/wording": {"page/wording"},
    "page/server": {"page/server"},
    "page/state": {"page/state"},
}  # fmt: skip
OF_EVALUATION = (
    "evaluation",
    "changes",
    "commands",
    "output",
    "panels",
    "state",
)  # folders that may start one
ONLY_IN = {
    "faiss": {"index/local/vectors/store.py", "index/local/vectors/store_writer.py"},
    "bm25s": set(),
    "dask": set(),
    "datasketch": {"index/sources/near_duplicates.py"},
    "distributed": {"index/workers/dask.py"},
    "docx": set(),
    "lxml": {"index/sources/formats/web/tree.py"},
    "pypdf": set(),
    "pypdfium2": {
        f"index/sources/formats/pdf/{file}.py"
        for file in ("document", "page", "picture", "visibility")
    },
    "watchfiles": {"index/sources/watcher.py"},
    "webencodings": {"index/sources/formats/web/reader.py"},
    "sentence_transformers": {"index/embedding/sentence_transformers.py"},
    "transformers": {"index/embedding/sentence_transformers.py", "qa/readers/hub_reader.py"},
    "torch": {"qa/readers/hub_reader.py"},
    "onnxruntime": {"index/embedding/network.py"},
    "haystack": {"qa/integrations/haystack.py"},
    "langchain_core": {"qa/integrations/langchain.py"},
    "llama_index": {"qa/integrations/llama_index.py"},
    "huggingface_hub": {"index/embedding/models.py"},
    "grpc": {"index/milvus/server/connection.py"},
    "pymilvus": {"index/milvus/server/connection.py"},
    "milvus": set(),
    "gradio": {f"page/{file}.py" for file in GRADIO},
    "mcp": {"page/server/mcp_http.py", "qa/service/mcp_server.py", "qa/service/stdio.py"},
    "pydantic": {"qa/service/mcp_server.py", "qa/service/tools.py"},
    "starlette": {"page/launch.py", "page/server/login.py", "page/server/mcp_http.py"},
    "uvicorn": {"page/server/connections.py"},
}


def imported(path: Path) -> set[str]:
    """Names of all top packages that a file imports from anywhere in it."""
    return {module.split(".")[0] for module in modules(path)}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def modules(path: Path) -> set[str]:
    """Names of all modules that a file imports anywhere in it, functions included."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names.add(node.module or "")
    return names


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def breaches(paths: Iterable[Path], breach: Callable[[Path], object]) -> dict[str, object]:
    """What breaks a rule, by the file that does; a test for each file would take longer."""
    found = {name(path): breach(path) for path in paths}
    assert found, "no file was looked at"
    return {file: breach for file, breach in found.items() if breach}


def test_imports_run_one_way():
    above = {
        "index": {"qa", "page", "app"},
        "qa": {"page", "app"},
        "page": {"app"},
        "app.py": set(),
    }
    assert not breaches(FILES, lambda path: imported(path) & above[name(path).split("/")[0]])


def test_the_folders_of_the_page_need_each_other_one_way():
    def others(path: Path) -> set[str]:
        needed = {f"{module.replace('.', '/')}.py" for module in needs(path)}
        folders = {Path(file).parent.as_posix() for file in needed if file.startswith("page/")}
        return folders - PAGE_FOLDERS[name(path.parent)]

    assert not breaches(PAGE, others)


def test_no_file_needs_itself_through_others():
    """Imports within functions count: they keep a start fast, and never break a circle."""
    needed = {module(path): needs(path) for path in FILES}
    assert not circle(needed)


def circle(needed: dict[str, set[str]]) -> list[str]:
    """The files of one circle, none where there is none."""
    try:
        graphlib.TopologicalSorter(needed).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


@cache
def our_modules() -> set[str]:
    return set(map(module, FILES))


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def needs(path: Path) -> set[str]:
    """Names of our own modules that a file imports, from a package's face the package."""
    known = our_modules()
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else str(node.module))
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found & known - {module(path)}


def of_package(package: str, path: Path) -> set[str]:
    return {module for module in modules(path) if module.startswith(package)}


def test_no_answer_needs_the_command_line():
    others = [p for p in FILES if "qa" in p.parts and "commands" not in p.parts]
    assert not breaches(others, partial(of_package, "qa.commands"))


def test_nothing_needs_an_integration():
    others = [p for p in FILES if p.parent.name != "integrations"]
    assert not breaches(others, partial(of_package, "qa.integrations"))


def test_only_evaluation_itself_and_those_who_start_it_need_it():
    others = [p for p in FILES if p.parent.name not in OF_EVALUATION]
    assert not breaches(others, partial(of_package, "qa.evaluation"))


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_heavy_libraries_have_one_home(library):
    assert {name(path) for path in FILES if library in imported(path)} == ONLY_IN[library]


def test_corpus_and_errors_need_the_standard_library_alone():
    for file in ("index/corpus.py", "index/errors.py"):
        assert imported(ROOT / file) <= sys.stdlib_module_names | {"index"}


def test_a_server_and_a_folder_know_nothing_of_each_other():
    for package, other in (("milvus", "index.local"), ("local", "index.milvus")):
        for path in ROOT.glob(f"index/{package}/**/*.py"):
            assert not [m for m in modules(path) if m.startswith(other)], path


def test_no_folder_holds_more_than_15_files():
    everything = (*PACKAGES, "benchmarks", "training", "tests")
    folders = {path.parent for top in everything for path in ROOT.glob(f"{top}/**/*.py")}
    assert not [f for f in folders if len(list(f.glob("[a-z]*.py"))) > MOST_FILES]


def test_formats_know_of_seeds_no_more_than_bytes_and_names():
    known = {"index.corpus", "index.errors", "index.sources.formats", "index.sources.patterns"}

    def others(path: Path) -> set[str]:
        own = of_package("index.sources.formats", path)
        return of_package("index.", path) - own - known

    assert not breaches(FORMATS, others)


def test_tests_stand_where_their_source_does():
    def has_none(path: Path) -> bool:
        source = ROOT / path.relative_to(ROOT / "tests").parent
        files = {file.stem.strip("_") for file in source.glob("*.py")}
        return path.stem.removeprefix("test_") not in files | {source.name}

    assert not breaches(TESTS, has_none)


def test_every_file_of_these_packages_has_tests_of_its_own():
    def has_none(path: Path) -> bool:
        beside = ROOT / "tests" / path.relative_to(ROOT).parent
        return not (beside / f"test_{path.stem.strip('_')}.py").is_file()

    assert not breaches(COVERED, has_none)


def test_every_file_opens_with_what_it_owns():
    assert not breaches(FILES, lambda path: not ast.get_docstring(tree(path)))


def test_no_function_is_longer_than_a_screen():
    def long(path: Path) -> list[str]:
        functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
        return [f.name for f in functions if (f.end_lineno or 0) - f.lineno > 40]

    assert not breaches(FILES, long)


@pytest.mark.parametrize("package", [index, qa], ids=["index", "qa"])
def test_public_names_are_sorted_and_there(package):
    names = package.__all__
    assert names == sorted(names, key=lambda n: (not n.isupper(), n))
    assert all(hasattr(package, name) for name in names)


@pytest.mark.parametrize("module", ["qa", "qa.commands.cli", "index"])
def test_importing_the_library_loads_no_model_library(module):
    code = (
        f"import sys, {module}; print(sorted({{'torch', 'transformers', 'sentence_transformers',"
        " 'gradio', 'sklearn', 'huggingface_hub', 'onnxruntime', 'lxml', 'webencodings', 'docx',"
        " 'pypdfium2', 'dask', 'distributed', 'pymilvus', 'grpc', 'pandas',"
        " 'mcp', 'pydantic'} & set(sys.modules)))"
    ).replace("{{", "{")
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
