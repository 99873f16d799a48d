from __future__ import annotations

import pytest

from tests.index.local.built import A, B, Built


@pytest.fixture
def built(seeds, index, embedder) -> Built:
    return Built(seeds({"a.txt": A, "b.txt": B}), index, embedder)
