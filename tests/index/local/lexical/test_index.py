from __future__ import annotations

from index.lexical import terms
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from tests.index.test_lexical import TEXTS


def written(folder, texts) -> LexicalIndex:
    writer = LexicalWriter(folder / "lexical")
    writer.append(texts)
    writer.finish()
    return LexicalIndex(folder / "lexical")


def test_terms_are_numbered_in_the_order_of_their_letters(tmp_path):
    lexical = written(tmp_path, TEXTS)
    vocabulary = [lexical.term(n).decode() for n in range(lexical.vocabulary)]
    assert vocabulary == sorted({term for text in TEXTS for term in terms(text)})
    assert [lexical.number(term) for term in vocabulary] == list(range(len(vocabulary)))
    assert lexical.number("zebra") is None


def test_a_term_has_the_passages_that_hold_it_and_how_often(tmp_path):
    lexical = written(tmp_path, ["river stone river", "of the", "stone"])
    assert [column.tolist() for column in lexical.postings("stone")] == [[0, 2], [1, 1]]
    assert [column.tolist() for column in lexical.postings("river")] == [[0], [2]]
    assert [column.tolist() for column in lexical.postings("zebra")] == [[], []]
    assert lexical.lengths.tolist() == [3, 1, 1]


def test_texts_of_function_words_alone_have_no_terms(tmp_path):
    lexical = written(tmp_path, ["Of the.", "And to."])
    assert (len(lexical), lexical.vocabulary) == (2, 0)
