"""An index as it must be wherever it is kept: every test here runs with each place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from index import (
    Address,
    Location,
)
from index.errors import IndexUnreachableError
from index.milvus import lease
from index.milvus.server.client import connect
from tests.system.contract.world import (
    FEW,
    MANY,
    ODD,
    World,
)


@pytest.fixture(scope="package", autouse=True)
def no_waiting():
    """Nobody else writes to these indexes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "WRITE_DELAY", 0.0)
        yield


@pytest.fixture(
    scope="package",
    params=[
        "folder",
        pytest.param("lite", marks=pytest.mark.slow),
        pytest.param("server", marks=[pytest.mark.slow, pytest.mark.server("milvus")]),
    ],
)
def shared(request, tmp_path_factory) -> Iterator[World]:
    """The one index at a place: to make another takes a server some seconds."""
    root = tmp_path_factory.mktemp(request.param)
    place: Location = root / "index"
    if request.param == "lite":
        place = Address(str(root / "news.db"), "news")
    elif request.param == "server":
        place = Address(request.getfixturevalue("milvus").uri, "contract")
    yield World(root, place)
    if isinstance(place, Address):
        with suppress(IndexUnreachableError):  # a server ends with the last test that needs it
            for name in connect(place).collections():
                if name.startswith(place.collection):
                    connect(place).drop(name)


@pytest.fixture
def odd(shared) -> World:
    shared.have(ODD)
    return shared


@pytest.fixture
def world(shared) -> World:
    shared.have(FEW)
    return shared


@pytest.fixture
def many(shared) -> World:
    shared.have(MANY)
    return shared
