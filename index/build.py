"""Building and updating an index: read, compare, split, embed only what is new, write, swap.

Owns the order of these steps and what is carried over from the last generation. Knows nothing of
file formats on either side: seeds.py reads the articles, generation.py the index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import generation
from index.content import Content
from index.corpus import Article, Passage, sentence_texts
from index.embed import Embedder, Progress, Vectors, silent
from index.errors import IndexMismatchError, IndexMissingError, SeedError
from index.generation import Generation
from index.lexical import TERMS, LexicalIndex
from index.manifest import Changes, Manifest, Recipe, compare
from index.seeds import Seeds, read_seeds, require_folder
from index.split import SPLITTER, split_passages
from index.store import VectorStore


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did. ``embedded``, ``reused`` and ``removed`` count passages."""

    generation: int
    articles: int
    passages: int
    sentences: int
    embedded: int
    reused: int
    removed: int
    changes: Changes
    rejected: tuple[SeedError, ...]


def build(
    seeds: Path,
    index: Path,
    *,
    embedder: Embedder,
    rebuild: bool = False,
    progress: Progress = silent,
) -> BuildReport:
    """Bring the index up to date with the seeds folder; with ``rebuild``, carry nothing over.

    Nothing is written when nothing changed. Until the new generation is complete, readers see the
    old one, and keep it while they hold it. Raises SeedsError, IndexDamagedError or
    IndexLockedError.
    """
    require_folder(seeds)  # before the index folder is made
    with generation.writing(index):
        last = None if rebuild else _last(index)
        found = read_seeds(seeds)
        changes = compare(last.manifest.articles if last else {}, _digests(found.articles))
        if last and not changes and _same_source(last.manifest, seeds, embedder):
            return _report(last.manifest, changes, found, last.content, last.content)
        carried = last if last and last.manifest.recipe.same_vectors(recipe_of(embedder)) else None
        content = _content(found.articles, carried, embedder, progress)
        manifest = _publish(index, seeds, content, embedder)
        return _report(manifest, changes, found, carried.content if carried else None, content)


def status(index: Path) -> Changes:
    """Compare the seeds folder that the index was built from with what the index holds."""
    manifest = generation.read_manifest(index)
    return compare(manifest.articles, _digests(read_seeds(Path(manifest.seeds)).articles))


def recipe_of(embedder: Embedder) -> Recipe:
    return Recipe(embedder.name, embedder.digest, SPLITTER, TERMS)


def load(index: Path, *, embedder: Embedder) -> Generation:
    """Open the current generation for questions encoded by the embedder. Never writes.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError when another embedder built
    it.
    """
    opened = generation.read(index)
    built, mine = opened.manifest.recipe, recipe_of(embedder)
    if not built.same_vectors(mine):
        raise IndexMismatchError(
            found=f"the index in {str(index)!r} was built with {_model(built)}",
            expected=_model(mine),
            cure="run qa index, or set QA_EMBEDDER to the model it was built with",
        )
    return opened


def _last(index: Path) -> Generation | None:
    """The generation whose vectors can be carried over, if there is one that can be read."""
    try:
        return generation.read(index)
    except (IndexMissingError, IndexMismatchError):
        return None


def _content(
    articles: tuple[Article, ...],
    carried: Generation | None,
    embedder: Embedder,
    progress: Progress,
) -> Content:
    passages = _split(articles, embedder)
    texts, sentences = [p.text for p in passages], sentence_texts(passages)
    vectors = _vectors_of(carried) if carried else {}
    vectors |= _embed_new([*texts, *sentences], vectors, embedder, progress)
    return Content(
        articles,
        passages,
        _store(texts, vectors),
        _store(sentences, vectors),
        LexicalIndex.from_texts(texts),
    )


def _split(articles: Sequence[Article], embedder: Embedder) -> tuple[Passage, ...]:
    return tuple(
        passage
        for article in articles
        for passage in split_passages(
            article, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
        )
    )


def _vectors_of(opened: Generation) -> dict[str, Vectors]:
    """Every text that the generation has a vector of, passages and sentences alike."""
    content = opened.content
    sentences = sentence_texts(content.passages)
    vectors = dict(zip(sentences, content.sentence_vectors.vectors(), strict=True))
    passages = [p.text for p in content.passages]
    return vectors | dict(zip(passages, content.passage_vectors.vectors(), strict=True))


def _embed_new(
    texts: Sequence[str],
    known: Mapping[str, Vectors],
    embedder: Embedder,
    progress: Progress,
) -> dict[str, Vectors]:
    """Embed each text that has no vector yet, once however often it occurs."""
    new = list(dict.fromkeys(text for text in texts if text not in known))
    return dict(zip(new, embedder.encode_passages(new, progress=progress), strict=True))


def _store(texts: Sequence[str], vectors: Mapping[str, Vectors]) -> VectorStore:
    return VectorStore.from_vectors(np.stack([vectors[text] for text in texts]))


def _digests(articles: Sequence[Article]) -> dict[str, str]:
    return {article.id: article.digest for article in articles}


def _stated(seeds: Path) -> str:
    """The seeds folder as the manifest states it, good from any working directory."""
    return str(seeds.resolve())


def _same_source(manifest: Manifest, seeds: Path, embedder: Embedder) -> bool:
    return (manifest.recipe, manifest.seeds) == (recipe_of(embedder), _stated(seeds))


def _publish(index: Path, seeds: Path, content: Content, embedder: Embedder) -> Manifest:
    manifest = Manifest(
        generation=generation.following(index),
        seeds=_stated(seeds),
        recipe=recipe_of(embedder),
        articles=_digests(content.articles),
        files={},
        dim=content.passage_vectors.dim,
        passages=len(content.passages),
        sentences=len(content.sentence_vectors),
    )
    manifest = generation.write(index, manifest, content)
    generation.sweep(index)
    return manifest


def _report(
    manifest: Manifest, changes: Changes, found: Seeds, before: Content | None, now: Content
) -> BuildReport:
    old = {p.text for p in before.passages} if before else set()
    new = {p.text for p in now.passages}
    reused = sum(p.text in old for p in now.passages)
    return BuildReport(
        generation=manifest.generation,
        articles=len(manifest.articles),
        passages=manifest.passages,
        sentences=manifest.sentences,
        embedded=manifest.passages - reused,
        reused=reused,
        removed=len(old - new),
        changes=changes,
        rejected=found.rejected,
    )


def _model(recipe: Recipe) -> str:
    return f"embedder {recipe.embedder!r} ({recipe.embedder_digest[:12]})"
