"""The import rule: app.py -> page -> qa -> index -> libraries, never back; heavy ones at home."""

import ast
import graphlib
import sys
from functools import cache, partial
from pathlib import Path

import pytest

from tests.source_files import FILES, breaches, imported, modules, name, of_package, tree
from tests.support.paths import ROOT

PAGE = sorted(ROOT.glob("page/**/[a-z]*.py"))
FORMATS = [path for path in FILES if "formats" in path.relative_to(ROOT).parts]
GRADIO = (
    "api", "launch", "layout", "panels/events", "tabs/articles", "tabs/ask", "tabs/ask_components",
    "tabs/browser_texts", "tabs/callbacks", "tabs/check",
    "tabs/downloads", "tabs/filters", "tabs/checkup", "server/inputs", "server/queues", "theme",
)  # fmt: skip
# Each folder of the page, and the folders of it that its files may import.
PAGE_FOLDERS = {
    "page": {
        "page", "page/middleware", "page/panels", "page/panels/head", "page/server", "page/state",
        "page/tabs", "page/wording",
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
    "page/middleware": {"page/middleware", "page/server"},
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
    "watchfiles": {"index/sources/watching/ticks.py"},
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
    "mcp": {"page/middleware/mcp_http.py", "qa/service/mcp_server.py", "qa/service/stdio.py"},
    "pydantic": {"qa/service/mcp_server.py", "qa/service/tools.py"},
    "starlette": {"page/launch.py", "page/server/login.py", "page/middleware/mcp_http.py"},
    "uvicorn": {"page/server/connections.py"},
}


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


def test_formats_know_of_seeds_no_more_than_bytes_and_names():
    known = {"index.corpus", "index.errors", "index.sources.formats", "index.sources.patterns"}

    def others(path: Path) -> set[str]:
        own = of_package("index.sources.formats", path)
        return of_package("index.", path) - own - known

    assert not breaches(FORMATS, others)
