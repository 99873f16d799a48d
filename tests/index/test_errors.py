from __future__ import annotations

import inspect
import pickle
import re

import pytest

from index import errors
from index.errors import ArticleQAError, IndexMissingError, SeedError

CLASSES = {
    n: c for n, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == "index.errors"
}


def drawn() -> dict[str, str]:
    """Parent of each class in the docstring's tree, by the depth at which it is drawn."""
    parents: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r" {4}([ │├└─]*)(\w+Error)\b", line)
        if match is None:
            continue
        depth, name = len(match[1]), match[2]
        path = [(d, n) for d, n in path if d < depth]
        parents[name] = path[-1][1] if path else "Exception"
        path.append((depth, name))
    return parents


def test_every_class_is_drawn_below_its_parent():
    assert drawn() == {name: cls.__bases__[0].__name__ for name, cls in CLASSES.items()}


def test_tree_names_the_errors_that_callers_catch():
    assert drawn()["IndexMissingError"] == "IndexFolderError"
    assert drawn()["SeedError"] == "ArticleQAError"


@pytest.mark.parametrize("cls", CLASSES.values(), ids=CLASSES)
def test_message_is_what_was_found_expected_and_cures(cls: type[ArticleQAError]):
    error = cls(found="no index in '.index'", expected="one built before", cure="run qa index")
    assert str(error) == "no index in '.index'; expected one built before; run qa index"
    assert (error.found, error.expected, error.cure) == (
        "no index in '.index'",
        "one built before",
        "run qa index",
    )


def test_error_of_a_seed_carries_its_name():
    error = SeedError(seed="a.txt", found="it is odd", expected="an even one", cure="mend it")
    assert (error.seed, str(error)) == ("a.txt", "it is odd; expected an even one; mend it")


@pytest.mark.parametrize("cls", CLASSES.values(), ids=CLASSES)
def test_an_error_passes_from_process_to_process(cls: type[ArticleQAError]):
    error = pickle.loads(pickle.dumps(cls(found="it is odd", expected="one", cure="mend it")))
    assert type(error) is cls and str(error) == "it is odd; expected one; mend it"


def test_an_error_of_a_seed_keeps_its_name_on_the_way():
    error = SeedError(seed="a.txt", found="it is odd", expected="an even one", cure="mend it")
    assert pickle.loads(pickle.dumps(error)).seed == "a.txt"


def test_message_cannot_leave_out_the_cure():
    with pytest.raises(TypeError, match="cure"):
        IndexMissingError(found="nothing", expected="something")  # type: ignore[call-arg]


@pytest.mark.parametrize("cls", CLASSES.values(), ids=CLASSES)
def test_every_error_says_what_it_is_for(cls: type[ArticleQAError]):
    assert (cls.__dict__.get("__doc__") or "").endswith(".")
