"""One generation of an index in a server, opened: what it was made of, and its content.

Owns opening and going back, and how a record of the catalog reads as a manifest. Nothing is held:
who keeps a generation open for longer than builds keep it finds rows missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.corpus import Article
from index.embedding.protocol import Embedder
from index.errors import IndexMismatchError, IndexMissingError
from index.location import Address
from index.manifest import Manifest, Pointer, Source, StoreFacts
from index.milvus.catalog import Catalog, Record
from index.milvus.client import Server, connected
from index.milvus.content import ServerContent
from index.milvus.lease import Lease
from index.milvus.views import Sources
from index.recipe import model_of, recipe_of

SERVER = StoreFacts(kind="server", lists=0, probes=0, recall=None)


@dataclass(frozen=True)
class ServerGeneration:
    """As ``index.generation.Generation``, for those who ask and read."""

    manifest: Manifest
    content: ServerContent

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return self.content.article

    def release(self) -> None:
        """Nothing is held."""


def load(address: Address, *, embedder: Embedder) -> ServerGeneration:
    """Open the current generation for questions encoded by the embedder.

    Raises IndexMissingError, IndexMismatchError when another embedder built it, or
    IndexUnreachableError.
    """
    server = connected(address)
    record = Catalog(server).record()
    mine = recipe_of(embedder)
    if not record.recipe.same_vectors(mine):
        raise IndexMismatchError(
            found=f"the index at {address} was built with {model_of(record.recipe)}",
            expected=model_of(mine),
            cure="run qa index, or set QA_EMBEDDER to the model it was built with",
        )
    return opened(server, record)


def current(address: Address) -> int:
    """Number of the current generation."""
    return Catalog(connected(address)).current()


def manifest(address: Address) -> Manifest:
    """The current generation's manifest."""
    server = connected(address)
    return opened(server, Catalog(server).record()).manifest


def before(address: Address) -> int | None:
    """The generation that ``rollback`` goes back to."""
    catalog = Catalog(connected(address))
    previous = catalog.record().previous
    return previous if previous in catalog.numbers() else None


def rollback(address: Address) -> Manifest:
    """Make the generation before the current one current again. Raises IndexMissingError."""
    server = connected(address)
    catalog = Catalog(server)
    at = catalog.current()  # before the lease is taken
    lease = Lease(catalog)
    with lease.held():
        number = before(address)
        if number is None:
            raise IndexMissingError(
                found=f"no generation before {at} is kept at {address}",
                expected="one to go back to",
                cure="undo the change in the seeds and run qa index",
            )
        record = catalog.record(number)
        lease.check()
        catalog.point(number, lease.turn)
        return opened(server, record).manifest


def opened(server: Server, record: Record) -> ServerGeneration:
    content = ServerContent(server, record)
    return ServerGeneration(manifest_of(record, Sources(content)), content)


def manifest_of(record: Record, sources: Mapping[str, Source]) -> Manifest:
    return Manifest(
        generation=record.generation,
        seeds=record.seeds,
        recipe=record.recipe,
        sources=sources,
        files={},
        search=SERVER,
        dim=record.dim,
        articles=record.articles,
        passages=record.passages,
        sentences=record.sentences,
        previous=None if record.previous is None else Pointer(record.previous, ""),
    )
