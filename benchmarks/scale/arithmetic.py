"""The needs of an index of any size, computed from measurements: the table of docs/scale.md.

Owns the constants, each with where it comes from, and the formulas. Pure. What grows linearly in
the formulas was measured up to a million passages; the rest is multiplication.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from benchmarks import table as markdown
from index.milvus.lexical.blocks import POSTINGS_PER_BLOCK, block_count
from index.milvus.lexical.merging import BLOCKS_PER_PASS, MAX_POSTINGS
from index.sources.read import MAX_BATCH_FILES

SIZES = (10**5, 10**6, 10**7, 10**8, 10**9)
DIM = 384
LETTER = 4 / 3  # bytes of base64 for one byte
ANSWERS = 100  # passages whose vectors and sentences a question fetches, QA_CANDIDATES

# The server's, at a million made-up passages ("Scale: sizes" of results.md).
OVERHEAD = 1.5  # bytes of its process for each byte that it had loaded
INSERTED = 860.0  # passages a second and worker, read, cut and written, no model run
INDEXED = 1400.0  # vectors a second put into HNSW, two cores
WORDS_MS = 28.0  # to fetch and score a MB of blocks
COUNT_MS = 2.7  # to count a million rows on a node

# The embedder's, on two cores ("Speed").
EMBEDDED = 212.2 / 2  # passages a second and core
# Index types: bytes that are in memory of a vector of 4 * DIM. HNSW has 2 M + 1 numbers of 4 bytes
# a row in its lowest level, M = 16, an eighth of a number's worth above it, and a label of 8.
HNSW = 4 * DIM + 4 * 33 + 4 * 17 / 15 + 8
VECTOR = {
    "FLAT": 4.0 * DIM,
    "HNSW": HNSW,
    "IVF_SQ8": DIM + 8.0,
    "DISKANN": 4 * DIM * (0.125 + 0.1),  # shares of the vectors, as Milvus' documentation has them
}

PRICES = {"gb_hour": 0.005, "core_hour": 0.04}  # assumed, in any currency, for one example

NODE, FILLED = 64, 0.7  # GB of a query node, and the share of it that rows may take
REPLICAS = 2


HEAD = (
    "passages",
    "vectors, GB",
    "other, GB",
    "query nodes of 64 GB",
    "with DiskANN, rest mapped",
    "ingest, worker-hours",
    "HNSW, hours of 2 cores",
    "a question, MB",
    "its words, ms",
)


@dataclass(frozen=True, slots=True)
class Text:
    """Passages of a kind, by their means."""

    sentences: float
    letters: float
    postings: float  # different terms
    posting: float  # letters that the blocks have for each
    terms: float  # of a question
    asked: float  # sum of the shares of passages that contain these
    passages: int  # of an article


# Paragraphs of SQuAD's development set, and their questions; articles of 20 of them.
REAL = Text(
    sentences=4.4, letters=647, postings=54, posting=4.5, terms=7.5, asked=0.44, passages=20
)
# What benchmarks/invented.py writes.
INVENTED = Text(
    sentences=2, letters=133, postings=20, posting=4.5, terms=8, asked=0.01, passages=20
)

SIGNATURE = 850  # letters of an article's record that are not its text


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of an index of so many passages. GB are 10^9 bytes."""

    passages: int
    vectors: float  # GB in memory, one replica
    other: float  # GB, one replica
    nodes: int  # query nodes with all of that in memory
    mapped: int  # the same with DiskANN, all else mapped from disk
    worker_hours: float  # of cores that read, embed and write
    index_hours: float  # of two cores that build HNSW
    question: float  # MB sent for one
    words: float  # ms to fetch and score its words


def needs(passages: int, text: Text = REAL) -> Needs:
    vectors, other = passages * VECTOR["HNSW"] / 1e9, passages * other_bytes(text) / 1e9
    blocks = fetched_blocks(passages, text) / 1e6
    return Needs(
        passages=passages,
        vectors=vectors,
        other=other,
        nodes=query_nodes(passages * (VECTOR["HNSW"] + other_bytes(text))),
        mapped=query_nodes(passages * (VECTOR["DISKANN"] + NUMBERS)),
        worker_hours=passages * (1 / EMBEDDED + 1 / INSERTED) / 3600,
        index_hours=passages / INDEXED / 3600,
        question=fetched_bytes(text) / 1e6 + blocks,
        words=blocks * WORDS_MS,
    )


HELD = 6 * LETTER  # of each term in the passage's row
NUMBERS = 4 * 8  # key, death, digest and its order: they are in memory, whatever is mapped


def other_bytes(text: Text) -> float:
    """The bytes that the server loads of a passage beside its vector."""
    packed = text.sentences * 2 * DIM * LETTER
    about = 60 + 8 * text.sentences
    article = text.letters + SIGNATURE / text.passages
    return NUMBERS + packed + about + article + text.postings * (HELD + text.posting)


def fetched_bytes(text: Text) -> float:
    """The most that a question fetches of passages that were found, blocks left out: by vectors, as
    many by words, and ten articles.
    """
    row = 4 * DIM + text.sentences * 2 * DIM * LETTER + text.postings * HELD
    return 2 * ANSWERS * row + 10 * (text.passages * text.letters + SIGNATURE)


def fetched_blocks(passages: int, text: Text) -> float:
    """Letters of the blocks of a question, at most: its terms' own postings, as long as these are
    kept, and those of their neighbours.
    """
    own = min(passages * text.asked, text.terms * MAX_POSTINGS)
    return (own + text.terms * min(POSTINGS_PER_BLOCK, passages * text.postings)) * text.posting


def query_nodes(loaded: float) -> int:
    """The number that so many bytes need, in all replicas."""
    return max(1, ceil(loaded * OVERHEAD / (NODE * FILLED * 1e9))) * REPLICAS


def read_again(passages: int, text: Text = REAL) -> float:
    """The number of times that the first build's merge reads all postings, one file an article."""
    batch = block_count(int(MAX_BATCH_FILES * text.passages * text.postings))
    passes = max(1, block_count(int(passages * text.postings)) // BLOCKS_PER_PASS)
    return max(1.0, passes / min(passes, batch))


def pass_gigabytes(passages: int, text: Text = REAL) -> float:
    """The blocks in memory in one pass of that merge, with base64 decoded."""
    size = passages * text.postings * text.posting / LETTER / 1e9
    passes = max(1, block_count(int(passages * text.postings)) // BLOCKS_PER_PASS)
    return size * read_again(passages, text) / passes


def cost(one: Needs, gb_hour: float, core_hour: float) -> tuple[float, float]:
    """Of the ingest, once, and of the query nodes, a month of 730 hours."""
    ingest = core_hour * (one.worker_hours + 2 * one.index_hours)
    return ingest, gb_hour * NODE * one.nodes * 730


def table(sizes: Sequence[int] = SIZES) -> list[str]:
    """The lines of a table in Markdown."""
    return markdown(HEAD, [_cells(needs(size)) for size in sizes])


def _cells(one: Needs) -> list[str]:
    return [
        f"{one.passages:,}",
        _rounded(one.vectors),
        _rounded(one.other),
        f"{one.nodes:,}",
        f"{one.mapped:,}",
        _rounded(one.worker_hours),
        _rounded(one.index_hours),
        _rounded(one.question),
        _rounded(one.words),
    ]


def _rounded(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
