from __future__ import annotations

from tests.index.local.built import has_own_vectors


def test_a_passage_is_embedded_once_however_often_it_occurs(written, embedder):
    content = written("one", "Stone. Apple.\n\nStone.\n\nStone. Apple.")
    assert embedder.embedded == ["Stone. Apple.", "Stone."]
    assert has_own_vectors(content)


def test_known_passages_are_copied_with_their_sentences(built, embedder):
    built.write("a.txt", "Stone. Apple.\n\nRiver. Apple stone. Who?\n\nGone.")
    built.build()
    embedder.embedded.clear()
    built.write("a.txt", "Apple. New.\n\nRiver. Apple stone. Who?\n\nStone. Apple.")
    built.build()
    assert embedder.embedded == ["Apple. New."]
    assert has_own_vectors(built.content())


def test_nothing_is_left_over(written, tmp_path):
    written("one", "Stone.")
    assert not list((tmp_path / "one").glob("new-*"))
