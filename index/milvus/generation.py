"""One generation of an index in a server, opened: its manifest and its content.

Owns opening and rollback, and a catalog record's form as a manifest. Nothing is locked: a reader
that keeps a generation open for longer than builds keep it finds rows missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.corpus import Article
from index.embedding.protocol import Embedder
from index.errors import IndexMismatchError, IndexMissingError, not_kept
from index.location import Address
from index.manifest import Manifest, Pointer, SearchInfo, Source
from index.milvus.catalog import Catalog, GenerationRecord
from index.milvus.content import ServerContent
from index.milvus.lease import Lease
from index.milvus.server.client import Server, connect
from index.milvus.views import Sources
from index.recipe import embedder_label, recipe_of

SERVER_SEARCH = SearchInfo(kind="server", nlist=0, nprobe=0, recall=None)


@dataclass(frozen=True)
class ServerGeneration:
    """One generation, opened, as ``index.interface.Opened``."""

    manifest: Manifest
    content: ServerContent

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return self.content.article

    def release(self) -> None:
        """Do nothing: nothing is locked."""


def load(address: Address, *, embedder: Embedder) -> ServerGeneration:
    """Open the current generation for questions encoded by the embedder.

    Raises IndexMissingError, IndexMismatchError when another embedder built it, or
    IndexUnreachableError.
    """
    server = connect(address)
    return _compatible(server, Catalog(server).record(), embedder)


def kept(address: Address) -> list[int]:
    """The generations that can be opened, the current one first, then those it was made from."""
    catalog = Catalog(connect(address))
    return [record.generation for record in catalog.lineage(len(catalog.numbers()) + 1)]


def load_kept(address: Address, number: int, *, embedder: Embedder) -> ServerGeneration:
    """Open a generation that is kept. Raises IndexMissingError, which names those that are."""
    server = connect(address)
    numbers = kept(address)
    if number not in numbers:
        raise not_kept(number, numbers, str(address))
    return _compatible(server, Catalog(server).record(number), embedder)


def _compatible(server: Server, record: GenerationRecord, embedder: Embedder) -> ServerGeneration:
    """Open a generation that this embedder built. Raises IndexMismatchError for another's."""
    mine, address = recipe_of(embedder), server.address
    if not record.recipe.same_vectors(mine):
        raise IndexMismatchError(
            found=f"the index at {address} was built with {embedder_label(record.recipe)}",
            expected=embedder_label(mine),
            cure="run qa index, or set QA_EMBEDDER to the model it was built with",
        )
    return opened(server, record)


def current_generation(address: Address) -> int:
    """Number of the current generation. Raises IndexMissingError."""
    return Catalog(connect(address)).current()


def read_manifest(address: Address) -> Manifest:
    """The current generation's manifest. Raises IndexMissingError."""
    server = connect(address)
    return opened(server, Catalog(server).record()).manifest


def previous_generation(address: Address) -> int | None:
    """Number of the generation that ``rollback`` goes back to; None for none."""
    catalog = Catalog(connect(address))
    previous = catalog.record().previous
    return previous if previous in catalog.numbers() else None


def rollback(address: Address) -> Manifest:
    """Make the generation before the current one current again. Raises IndexMissingError."""
    server = connect(address)
    catalog = Catalog(server)
    current = catalog.current()  # before the lease is taken
    lease = Lease(catalog)
    with lease.acquired():
        number = previous_generation(address)
        if number is None:
            raise IndexMissingError(
                found=f"no generation before {current} is kept at {address}",
                expected="one to go back to",
                cure="undo the change in the seeds and run qa index",
            )
        record = catalog.record(number)
        lease.check()
        catalog.make_current(number, lease.fencing_token)
        return opened(server, record).manifest


def opened(server: Server, record: GenerationRecord) -> ServerGeneration:
    """Open the generation of a catalog record."""
    content = ServerContent(server, record)
    return ServerGeneration(manifest_of(record, Sources(content)), content)


def manifest_of(record: GenerationRecord, sources: Mapping[str, Source]) -> Manifest:
    """A catalog record as a manifest; it has no files."""
    return Manifest(
        generation=record.generation,
        seeds=record.seeds,
        recipe=record.recipe,
        sources=sources,
        files={},
        search=SERVER_SEARCH,
        dim=record.dim,
        articles=record.articles,
        passages=record.passages,
        sentences=record.sentences,
        previous=None if record.previous is None else Pointer(record.previous, ""),
    )
