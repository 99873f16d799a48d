from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.corpus import Omission
from index.errors import IndexDamagedError, IndexMismatchError
from index.manifest import (
    EXACT_SEARCH,
    MANIFEST_SCHEMA,
    FileChecksum,
    Manifest,
    Pointer,
    Recipe,
    Rejection,
    SegmentRecord,
    Source,
)

RECIPE = Recipe(
    embedder="toy", embedder_digest="d1", formats="f/1", splitter="s/1", terms="t/1", copies="c/1"
)
MANIFEST = Manifest(
    generation=3,
    seeds="/home/me/seeds",
    recipe=RECIPE,
    sources={
        "é.txt": Source("d2", 2, (Rejection("a", "b", "c"),), (Omission(4, "notes"),)),
        "a.txt": Source("d3", 1),
    },
    files={
        "sources": FileChecksum(7, ("d4",)),
        "segment-000002/lexical/rows.npy": FileChecksum(8, ("d5", "d6")),
    },
    search=EXACT_SEARCH,
    dim=4,
    articles=3,
    passages=7,
    sentences=9,
    previous=Pointer(2, "d7"),
    segments=(SegmentRecord("segment-000002", EXACT_SEARCH),),
)


def read(text: str, path: str = "m") -> Manifest:
    return Manifest.from_json(text, path=path, sources=lambda files: MANIFEST.sources)


def test_manifest_reads_as_it_was_written():
    for manifest in (MANIFEST, replace(MANIFEST, previous=None)):
        assert read(manifest.to_json()) == manifest


def test_json_is_sorted_and_ends_in_a_newline():
    text = MANIFEST.to_json()
    assert text == json.dumps(json.loads(text), separators=(",", ":"), sort_keys=True) + "\n"
    fields = json.loads(text)
    assert "sources" not in fields
    assert fields["files"]["sources"] == {"blocks": ["d4"], "size": 7}
    assert fields["search"] == {"kind": "exact", "lists": 0, "probes": 0, "recall": 1.0}
    assert (fields["schema"], fields["previous"]) == (
        MANIFEST_SCHEMA,
        {"generation": 2, "sha256": "d7"},
    )


@pytest.mark.parametrize("text", ['{"schema": 2}', '{"schema": 1, "more": 1}'])
def test_other_schema_is_refused_whatever_else_it_holds(text):
    schema = json.loads(text)["schema"]
    with pytest.raises(
        IndexMismatchError,
        match=rf"^the index in x/manifest\.json has schema {schema}; expected schema 4;"
        r" run qa index --rebuild$",
    ):
        read(text, "x/manifest.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        "null",
        "{}",
        '{"schema": 4}',
        MANIFEST.to_json().replace('"recipe"', '"receipt"'),
        MANIFEST.to_json().replace('"dim"', '"dimension"'),
        MANIFEST.to_json().replace('"blocks"', '"digest"'),
        MANIFEST.to_json().replace('"previous":{', '"previous":7,"x":{'),
        MANIFEST.to_json()[:-4],
    ],
    ids=["empty", "words", "list", "null", "no schema", "bare", "no recipe", "no dim",
         "no digest", "odd previous", "cut"],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(text):
    with pytest.raises(
        IndexDamagedError,
        match=r"^x/manifest\.json is not a manifest \(.+\);"
        r" expected the file that was written; run qa index --rebuild$",
    ):
        read(text, "x/manifest.json")


@pytest.mark.parametrize(
    ("other", "vectors", "rows"),
    [
        (replace(RECIPE, embedder="renamed"), True, True),
        (replace(RECIPE, formats="f/2"), True, False),
        (replace(RECIPE, splitter="s/2"), True, False),
        (replace(RECIPE, terms="t/2"), True, False),
        (replace(RECIPE, embedder_digest="d9"), False, False),
    ],
    ids=["name", "formats", "splitter", "terms", "digest"],
)
def test_recipes_say_what_can_be_reused(other, vectors, rows):
    assert RECIPE.same_vectors(other) is vectors
    assert RECIPE.same_rows(other) is rows
