from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.errors import IndexDamagedError, IndexMismatchError
from index.manifest import SCHEMA, Changes, Manifest, Recipe, compare

RECIPE = Recipe(embedder="toy", embedder_digest="d1", splitter="s/1", terms="t/1")
MANIFEST = Manifest(
    generation=3,
    seeds="/home/me/seeds",
    recipe=RECIPE,
    articles={"é.txt": "d2", "a.txt": "d3"},
    files={"articles.jsonl": "d4", "lexical/vocab.index.json": "d5"},
    dim=4,
    passages=7,
    sentences=9,
)


def test_manifest_reads_as_it_was_written():
    assert Manifest.from_json(MANIFEST.to_json(), path="m") == MANIFEST


def test_json_is_sorted_and_ends_in_a_newline():
    text = MANIFEST.to_json()
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"
    assert json.loads(text) == {
        "articles": {"a.txt": "d3", "é.txt": "d2"},
        "files": {"articles.jsonl": "d4", "lexical/vocab.index.json": "d5"},
        "dim": 4,
        "generation": 3,
        "passages": 7,
        "recipe": {
            "embedder": "toy",
            "embedder_digest": "d1",
            "splitter": "s/1",
            "terms": "t/1",
        },
        "schema": SCHEMA,
        "seeds": "/home/me/seeds",
        "sentences": 9,
    }


def test_equal_manifests_are_equal_text_whatever_the_order():
    turned = replace(MANIFEST, articles=dict(reversed(MANIFEST.articles.items())))
    assert turned.to_json() == MANIFEST.to_json()


@pytest.mark.parametrize("text", ['{"schema": 2}', '{"schema": 0, "more": 1}'])
def test_other_schema_is_refused_whatever_else_it_holds(text):
    schema = json.loads(text)["schema"]
    with pytest.raises(
        IndexMismatchError,
        match=rf"^the index in x/manifest\.json has schema {schema}; expected schema 1;"
        r" run qa index --rebuild$",
    ):
        Manifest.from_json(text, path="x/manifest.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        "null",
        "{}",
        '{"schema": 1}',
        MANIFEST.to_json().replace('"recipe"', '"receipt"'),
        MANIFEST.to_json().replace('"dim"', '"dimension"'),
        MANIFEST.to_json()[:-4],
    ],
    ids=["empty", "words", "list", "null", "no schema", "bare", "no recipe", "no dim", "cut"],
)
def test_what_is_no_manifest_is_refused(text):
    with pytest.raises(
        IndexDamagedError,
        match=r"^x/manifest\.json is not a manifest \(.+\);"
        r" expected the file that was written; run qa index --rebuild$",
    ):
        Manifest.from_json(text, path="x/manifest.json")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(RECIPE, embedder="renamed"), True),
        (replace(RECIPE, splitter="s/2", terms="t/2"), True),
        (replace(RECIPE, embedder_digest="d9"), False),
    ],
    ids=["name", "splitter and terms", "digest"],
)
def test_vectors_are_the_same_when_the_digest_is(other, same):
    assert RECIPE.same_vectors(other) is same


def test_compare_sorts_ids_by_what_became_of_them():
    before = {"same.txt": "1", "z.txt": "2", "edited.txt": "3", "b.txt": "4"}
    now = {"y.txt": "5", "edited.txt": "6", "same.txt": "1", "c.txt": "2"}
    assert compare(before, now) == Changes(
        added=("c.txt", "y.txt"),
        changed=("edited.txt",),
        removed=("b.txt", "z.txt"),
        unchanged=("same.txt",),
    )


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({}, {}, False),
        ({"a": "1"}, {"a": "1"}, False),
        ({"a": "1"}, {"a": "2"}, True),
        ({}, {"a": "1"}, True),
        ({"a": "1"}, {}, True),
    ],
)
def test_changes_are_true_when_there_are_any(before, now, changed):
    assert bool(compare(before, now)) is changed
