"""The layout of files and functions: sizes of folders, places of tests, docstrings."""

import ast
import re
from pathlib import Path

import pytest

import index
import qa
from tests.source_files import FILES, PACKAGES, breaches, tree
from tests.support.paths import ROOT

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
OPENS_AS_A_QUESTION = re.compile(
    r'^ *r?"""(?:What|How|Where|Which|Whether|Whose|Who|When|Why) .*', re.MULTILINE
)


def test_no_folder_holds_more_than_15_files():
    everything = (*PACKAGES, "benchmarks", "training", "tests")
    folders = {path.parent for top in everything for path in ROOT.glob(f"{top}/**/*.py")}
    assert not [f for f in folders if len(list(f.glob("[a-z]*.py"))) > MOST_FILES]


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


def test_docstrings_open_with_what_a_thing_is_or_does():
    def asks(path: Path) -> list[str]:
        return OPENS_AS_A_QUESTION.findall(path.read_text(encoding="utf-8"))

    beside = ("benchmarks", "training", "tests")
    others = [p for folder in beside for p in ROOT.glob(f"{folder}/**/*.py")]
    assert not breaches([*FILES, *others], asks)


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
