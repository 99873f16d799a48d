from __future__ import annotations

from pathlib import Path

import pytest

from index import Address, build, plan_build
from index.errors import IndexFolderError
from index.nesting import is_within, require_separate


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to("a")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "outer", "inside"),
    [
        ("a", "a", True),
        ("a/b", "a", True),
        ("a/b/none", "a", True),
        ("a/../a/b", "a", True),
        ("link/b", "a", True),
        ("a/b", "link", True),
        ("a", "a/b", False),
        ("a", "ab", False),
        ("none/x", "none", True),
        ("none", "a", False),
    ],
)
def test_a_path_is_inside_by_what_it_leads_to(folder, path, outer, inside):
    assert is_within(Path(path), Path(outer)) is inside
    assert is_within(folder / path, Path(outer)) is inside


def test_paths_are_one_where_the_system_says_so(folder, monkeypatch):
    """As on systems that take a and A for one name."""
    real = Path.samefile
    monkeypatch.setattr(
        Path, "samefile", lambda a, b: real(Path(str(a).lower()), Path(str(b).lower()))
    )
    assert is_within(Path("A/b"), Path("a")) and is_within(Path("a/b"), Path("A"))


@pytest.mark.parametrize(
    ("seeds", "index", "what"),
    [
        ("a", "a", "is the seeds folder"),
        ("a", "link", "is the seeds folder"),
        ("a/b", "a/b/../b", "is the seeds folder"),
        ("a/b", "a", "holds the seeds folder"),
        ("a", ".", "holds the seeds folder"),
        ("a", "/", "holds the seeds folder"),
    ],
)
def test_index_that_is_or_holds_the_seeds_is_refused(folder, embedder, seeds, index, what):
    (folder / "a" / "b" / "c.txt").write_text("An apple.")
    before = sorted(folder.rglob("*"))
    for refuse in (
        lambda: require_separate(Path(seeds), Path(index)),
        lambda: build(Path(seeds), Path(index), embedder=embedder),
        lambda: build(Path(seeds), Path(index), embedder=embedder, rebuild=True),
        lambda: plan_build(Path(seeds), Path(index), embedder=embedder),
    ):
        with pytest.raises(
            IndexFolderError, match=f"^index folder '.*' {what}; expected a folder of its own; name"
        ):
            refuse()
    assert sorted(folder.rglob("*")) == before


def test_folder_of_somebody_else_is_refused_before_anything_is_read(folder, embedder):
    with pytest.raises(IndexFolderError, match="is not an index, and holds 'b'"):
        plan_build(Path("nowhere"), Path("a"), embedder=embedder)


def test_a_server_is_apart_from_every_folder():
    require_separate(Path("/"), Address("http://localhost:19530", "news"))
