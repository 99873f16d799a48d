from pathlib import Path

import pytest

from qa.checking.result import CheckedText
from tests.qa.checking.export.samples import ARTICLE, checked_in


@pytest.fixture
def folder(seeds) -> Path:
    return seeds({"a.txt": ARTICLE})


@pytest.fixture
def checked(folder) -> CheckedText:
    return checked_in(folder)
