from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.toys import APPLES, run


@pytest.fixture
def apples(toy_models, capsys, seeds) -> Path:
    """The folder of one article, of which there is an index."""
    folder = seeds({"a.txt": APPLES})
    run(capsys, "index")
    return folder  # type: ignore[no-any-return]
