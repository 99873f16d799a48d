"""The arithmetic of docs/scale.md: its formulas against rows as they are written, and its table."""

import pickle
import re
from functools import partial

import numpy as np
import pytest

from benchmarks.invented import PARAGRAPHS, Invented, questions, write_articles
from benchmarks.scale import arithmetic
from benchmarks.scale.arithmetic import (
    DIM,
    EMBEDDED,
    INVENTED,
    PRICES,
    REAL,
    SIZES,
    VECTOR,
    cost,
    fetched_blocks,
    needs,
    other_bytes,
    query_nodes,
    read_again,
    table,
)
from index.milvus.lexical.blocks import (
    POSTINGS_PER_BLOCK,
    block_count,
    encode_blocks,
    overlapping_blocks,
)
from index.milvus.lexical.merging import BLOCKS_PER_PASS, MAX_POSTINGS
from index.milvus.lexical.postings import invert
from index.milvus.lexical.row_terms import encode_row_terms
from index.milvus.rows import (
    ArticleRecord,
    EmbeddedPassage,
    article_rows,
    digest_pairs,
    pack_vectors,
    passage_row,
    postings_rows,
)
from index.milvus.schema import first_key, sentence_fields
from index.sources.near_duplicates import signature
from index.sources.read import MAX_BATCH_FILES
from index.sources.seed import read_seed
from index.sources.split import split_passages
from tests.support.paths import ROOT

TEXT = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
ARTICLES = 40


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """Made-up articles, each with its passages."""
    folder, embedder = tmp_path_factory.mktemp("made-up") / "seeds", Invented()
    write_articles(folder, ARTICLES)
    cut = partial(
        split_passages, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
    )
    found = [read_seed(folder, path.name).articles for path in sorted(folder.iterdir())]
    return [(article, tuple(cut(article))) for (article,) in found]


def test_the_table_of_the_document_is_what_the_command_prints():
    assert "\n".join(table()) in TEXT


def test_every_constant_that_the_document_names_is_that_of_the_formulas():
    for name, size in VECTOR.items():
        assert f"| {size:,.0f} |" in TEXT, name
    for name in ("INSERTED", "INDEXED", "OVERHEAD", "WORDS_MS", "COUNT_MS"):
        assert f"{getattr(arithmetic, name):,g}" in TEXT, name
    for price in PRICES.values():
        assert f"{price:g} a " in TEXT
    once, month = cost(needs(10**9), **PRICES)
    assert f"cost {once:,.0f} once and {month:,.0f} a month" in TEXT


def test_the_documents_bytes_of_a_passage_are_those_of_the_formula():
    rows = re.findall(r"^\| (?!vector)[^|]+\|[^|]+\| ([\d,]+) \|$", TEXT, re.MULTILINE)
    assert sum(int(number.replace(",", "")) for number in rows) == pytest.approx(
        other_bytes(REAL), abs=2
    )


def test_made_up_articles_are_as_the_arithmetic_has_them(articles):
    passages = [passage for _, some in articles for passage in some]
    assert len(passages) == ARTICLES * PARAGRAPHS == ARTICLES * INVENTED.passages
    assert {len(passage.sentences) for passage in passages} == {int(INVENTED.sentences)}
    letters = np.mean([len(article.text) for article, _ in articles]) / PARAGRAPHS
    assert letters == pytest.approx(INVENTED.letters, rel=0.02)


def test_a_row_takes_what_the_formula_says(articles):
    rows = [
        passage_row(first_key(1), first_key(1), passage, held, vectored, columns=5)
        for _, some in articles
        for passage, held, vectored in zip(some, _held(some), _vectored(some), strict=True)
    ]
    texts = ("about", "terms", *sentence_fields(5))
    taken = np.mean([sum(len(row[name]) for name in texts) for row in rows])
    records = [
        record["body"]
        for article, some in articles
        for record in article_rows(
            ArticleRecord(article, first_key(1), len(some), signature(article.text))
        )
    ]
    taken += sum(map(len, records)) / len(rows)
    postings = INVENTED.postings * INVENTED.posting
    formula = other_bytes(INVENTED) - postings - arithmetic.NUMBERS
    assert taken == pytest.approx(formula, rel=0.02)


def test_postings_take_about_what_the_formula_says(articles):
    pairs = [
        (first_key(1) + n, passage.text)
        for n, passage in enumerate(passage for _, some in articles for passage in some)
    ]
    lists = invert(pairs).lists
    assert len(lists) / len(pairs) == pytest.approx(INVENTED.postings, rel=0.1)
    written = encode_blocks(lists, block_count(len(lists)))
    letters = sum(len(row["body"]) for block in written for row in postings_rows(1, 1, block))
    # Few passages: terms are told apart more often than in an index of any size.
    assert 1 < letters / len(lists) / INVENTED.posting < 2.5


def test_needs_grow_with_the_passages():
    one, ten = needs(10**6), needs(10**7)
    assert ten.vectors == pytest.approx(10 * one.vectors)
    assert ten.other == pytest.approx(10 * one.other)
    assert one.vectors == pytest.approx((4 * DIM + 132 + 68 / 15 + 8) / 1e3)
    assert one.worker_hours > 10**6 / EMBEDDED / 3600


def test_every_replica_is_kept_on_nodes_of_its_own():
    full = 64e9 * arithmetic.FILLED / arithmetic.OVERHEAD
    assert [query_nodes(full * share) for share in (0.01, 0.99, 1.01, 2.5)] == [2, 2, 4, 6]


def test_what_words_send_grows_until_common_terms_have_no_postings():
    assert fetched_blocks(0, REAL) == 0
    assert fetched_blocks(10**6, REAL) > fetched_blocks(10**5, REAL)
    assert fetched_blocks(10**9, REAL) == fetched_blocks(10**8, REAL)
    most = REAL.terms * (MAX_POSTINGS + POSTINGS_PER_BLOCK) * REAL.posting
    assert max(fetched_blocks(size, REAL) for size in SIZES) == most


@pytest.mark.parametrize("size", [10**6, 10**7, 10**8])
def test_a_merge_reads_its_postings_as_often_as_the_formula_says(size):
    held = block_count(int(MAX_BATCH_FILES * REAL.passages * REAL.postings))
    passes = max(1, block_count(int(size * REAL.postings)) // BLOCKS_PER_PASS)
    read = sum(len(overlapping_blocks(i, passes, held)) for i in range(passes))
    assert read_again(size) == read / held


def test_cost_is_price_times_amount():
    ingest, month = cost(needs(10**7), gb_hour=1.0, core_hour=0.0)
    assert (ingest, month) == (0.0, 730 * 64 * needs(10**7).nodes)


def test_an_invented_embedder_travels_as_how_to_make_it_and_knows_any_word():
    sent = pickle.dumps(Invented())
    assert len(sent) < 100
    vector = pickle.loads(sent).encode_question("How long is w12 a vector?")
    assert np.linalg.norm(vector) == pytest.approx(1)


def test_questions_are_the_same_every_time():
    assert questions(ARTICLES) == questions(ARTICLES)


def _held(passages):
    keys = np.arange(len(passages)) + first_key(1)
    lists = invert(zip(keys.tolist(), (one.text for one in passages), strict=True)).lists
    return encode_row_terms(lists, keys)


def _vectored(passages):
    return [
        EmbeddedPassage(digest, np.zeros(DIM), pack_vectors(np.zeros((len(one.sentences), DIM))))
        for one, digest in zip(passages, digest_pairs(passages), strict=True)
    ]
