from __future__ import annotations

from index.manifest import Source
from index.milvus.removal import passages_filter
from index.milvus.rows import IndexedFile

FILES = [IndexedFile(f"{n}.txt", Source(f"{n}" * 64, 1), 10 * n, n, n, n) for n in range(4)]


def test_the_passages_of_files_are_named_by_their_keys():
    condition = passages_filter(FILES[1:], "pk").replace("||", "or").replace("&&", "and")
    assert [pk for pk in range(50) if eval(condition)] == [10, 20, 21, 30, 31, 32]
