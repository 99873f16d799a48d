"""Exports of the real assistant, and ways to forge each form of them."""

import random
from collections.abc import Callable
from dataclasses import asdict

import pytest

from index.errors import ExportError
from index.filtering.filter import Filter
from qa.answer import Scope
from qa.commands.output.proof import STATED_KEYS
from qa.evidence.export.data import standalone
from qa.evidence.export.writers import WRITERS
from qa.evidence.proof import prove
from qa.wire.filter import FilterRecord
from tests.system.forgeries.exports import FORGERIES, World, export, world_in
from tests.system.forgeries.fields import forged_fields
from tests.system.forgeries.texts import forged_text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    return world_in(tmp_path_factory.mktemp("seeds"), tmp_path_factory.mktemp("index"))


@pytest.fixture
def holds(world, tmp_path) -> Callable[[str], bool]:
    """True if a file is wholly verified; a file that is refused is not."""

    def proved(text: str) -> bool:
        (tmp_path / "out").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return prove(tmp_path / "out", world.folder).holds
        except ExportError as error:
            assert "\n" not in str(error)
            return False

    return proved


@pytest.mark.parametrize("kind", WRITERS)
def test_what_the_assistant_exports_is_wholly_verified(world, holds, kind):
    for form in world.forms:
        assert holds(export(kind, form)), form["question"]


def test_what_the_command_line_prints_is_wholly_verified(world, holds):
    assert all(holds(standalone(line)) for line in world.lines)
    assert holds("".join(map(standalone, world.lines)))


@pytest.mark.parametrize("kind", [*WRITERS, "line"])
def test_no_forged_field_is_wholly_verified(world, holds, kind):
    dice = random.Random(f"fields of {kind}")
    for _ in range(FORGERIES):
        made = forged_fields(dice, kind, world)
        if made:
            assert not holds(made[1]), made


@pytest.mark.parametrize("kind", [*WRITERS, "line"])
def test_no_forged_text_is_wholly_verified(world, holds, kind):
    dice = random.Random(f"text of {kind}")
    for _ in range(FORGERIES):
        forged = forged_text(dice, kind, world)
        if forged:
            assert not holds(forged), forged


def test_what_cannot_be_proved_is_named(world, holds):
    for form in world.forms:
        said = form | {"question": "Who stole?", "confidence": 0.99, "generation": 5, "hits": []}
        said["citations"] = [c | {"copies": ["x.txt"], "score": 0.5} for c in form["citations"]]
        said["filter"] = asdict(FilterRecord.of(Scope(Filter(authors=("X",)), 1, 9, 0)))
        assert holds(export("HTML", said))
    assert {"question", "confidence", "generation", "hits", "copies", "scores"} == set(STATED_KEYS)
