from __future__ import annotations

import sys

from index.recipe import FORMATS
from index.sources.split import SPLITTER
from index.workers.environment import differences, local_versions


def test_what_decides_an_index_is_compared():
    found = local_versions()
    assert found["Python"] == ".".join(map(str, sys.version_info[:2]))
    assert (found["reading"], found["splitting"]) == (FORMATS, SPLITTER)
    assert {"article-qa", "onnxruntime", "pypdfium2", "syntok", "tokenizers"} <= set(found)


def test_the_same_has_no_differences():
    assert differences(local_versions(), dict(local_versions())) is None


def test_differences_are_named_from_both_sides():
    theirs = {"Python": "3.11", "syntok": "1", "extra": "2"}
    mine = {"Python": "3.12", "syntok": "1", "pypdfium2": "7"}
    assert differences(theirs, mine) == (
        "Python 3.11, no pypdfium2, extra 2",
        "Python 3.12, pypdfium2 7, no extra",
    )
