"""Which articles are copies of one another, as the wire stories are that several papers print.

Owns what makes two texts near-duplicates: their signatures, how far these must agree, and how
groups are formed. Pure: knows nothing of files, passages or answers.

A signature is a MinHash of the text's shingles, which are its runs of words: the share of places at
which two signatures agree estimates the share of all their shingles that two texts have in common.
A group is a star: the text that agrees most with others, and those that agree with it. No chain of
texts, each only like the next, makes a group.

A half of an article is still a copy of it, a smaller extract an article of its own: to be contained
is not to be a copy, or a round-up would make copies of all the stories that it quotes. A round-up
of two joins one of them. Articles from one template, of which a few words differ, are copies here.

Measured over pairs, with four wire copies of each article (another headline, a dateline, up to two
paragraphs fewer, 2 % of the words edited or in capitals, other quotation marks, a correction below
half of them): 30 news articles of 400 to 930 words and 48 of an encyclopedia, precision and recall
1.000; 1,994 briefs of one paragraph, about 112 words, that lost up to two sentences, precision .999
and recall .900. With 10 round-ups of two and 30 follow-ups that keep 40 % among the news, in five
draws, recall was .982, no group held two stories, and 4 of 150 follow-ups counted as copies. Of
first halves .987 were found. With COPY at .35, .45, .50 and .55 the briefs had a precision of .992,
.999, .999 and .999 and a recall of .93, .86, .82 and .74, and of halves 1, .82, .51 and .13 were
found. 50,000 articles take a second to group, and a minute to sign at most.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

SIGNATURES = "minhash-affine32-crc32-128-words-3/1"  # changes whenever a text would get another one

SIGNATURE = 128  # places, so that an agreement has a standard error of .045 or less
SHINGLE = 3  # words: 2 to 5 told copies from others equally well
COPY = 0.4  # the agreement from which a text is a copy; that of unrelated ones was .09 at most
KIN = 0.25  # what the copies of one text have in common at least: two of its halves have nothing
BAND = 3  # places: texts with an agreement of .4 share one of the 42 bands with probability .94
NEAR = 8  # rows with equal keys that a row is compared with, beside the first of them

_AT_ONCE = 4096  # shingles, so that a text of any length takes little memory
# Chinese and Japanese put no spaces between words: there each character counts as one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")

Signatures = NDArray[np.uint32]
Rows = NDArray[np.int64]


def signature(text: str) -> Signatures:
    """The text's MinHash, shape (SIGNATURE,); the same in every process and on every platform.

    Case, punctuation and white space make no difference.
    """
    from datasketch import MinHash

    sketch = MinHash(num_perm=SIGNATURE, seed=1, scheme="affine32", hashfunc=zlib.crc32)
    shingles = _shingles(text)
    while batch := list(islice(shingles, _AT_ONCE)):
        sketch.update_batch(batch)
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def groups(signatures: Signatures) -> Rows:
    """For each of n articles the row of the first article of its group, itself where it is alone.

    ``signatures`` has the shape (n, SIGNATURE). Which articles form a group does not depend on
    their order.
    """
    versions, version_of = np.unique(signatures, axis=0, return_inverse=True)
    centre = _centres(versions, _agreeing_pairs(versions))[version_of.reshape(-1)]
    first = np.full(len(versions), len(signatures), dtype=np.int64)
    np.minimum.at(first, centre, np.arange(len(signatures)))
    return first[centre]


def any_copies(signatures: Signatures) -> bool:
    """Whether any of a few texts is a copy of another one: all are compared."""
    agree = _agreement(signatures[:, np.newaxis], signatures[np.newaxis]) >= COPY
    return bool(agree.sum() > len(signatures))


def _shingles(text: str) -> Iterator[bytes]:
    """Every run of SHINGLE words, or the one run of all words where there are fewer."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    for start in range(max(len(words) - SHINGLE, 0) + 1):
        yield " ".join(words[start : start + SHINGLE]).encode()


def _agreement(one: Signatures, other: Signatures) -> NDArray[np.float64]:
    """The share of places at which signatures agree, row by row."""
    share: NDArray[np.float64] = (one == other).mean(axis=-1)
    return share


def _agreeing_pairs(versions: Signatures) -> Rows:
    """Pairs of rows that agree as copies do, each pair in both directions, ascending."""
    found = [pairs for band in _bands(versions) for pairs in _pairs_in(band, versions)]
    pairs = np.concatenate([np.empty((0, 2), dtype=np.int64), *found])
    return np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)


def _bands(versions: Signatures) -> Iterator[NDArray[np.uint64]]:
    """Keys, shape (n,), that are equal where BAND neighbouring places of two signatures are."""
    for start in range(0, SIGNATURE - BAND + 1, BAND):
        key = np.zeros(len(versions), dtype=np.uint64)
        for column in versions[:, start : start + BAND].T:
            key = (key ^ column) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(32)
        yield key


def _pairs_in(keys: NDArray[np.uint64], versions: Signatures) -> Iterator[Rows]:
    """Of the pairs with equal keys those that agree: each row with the few before it and the first.

    That finds every pair of a few, and of a crowd as many as make a star, in time that grows with
    the number of rows alone.
    """
    order = np.argsort(keys, kind="stable")
    keys, place = keys[order], np.arange(len(keys))
    opens = np.concatenate(([True], keys[1:] != keys[:-1]))
    first = np.maximum.accumulate(np.where(opens, place, 0))
    for back in range(1, NEAR + 1):
        (of,) = np.nonzero(place - back >= first)
        yield _agreeing(versions, order[of - back], order[of])
    (of,) = np.nonzero(place - NEAR > first)
    yield _agreeing(versions, order[first[of]], order[of])


def _agreeing(versions: Signatures, one: Rows, other: Rows) -> Rows:
    """The pairs of rows, one to one, that agree as copies do, shape (pairs, 2)."""
    agree = _agreement(versions[one], versions[other]) >= COPY
    return np.stack((one[agree], other[agree]), axis=1)


def _centres(versions: Signatures, pairs: Rows) -> Rows:
    """The row in the middle of each row's group: of rows not yet taken the one agreed with most."""
    one, other = pairs.T
    agreement = _agreement(versions[one], versions[other])
    liked = np.bincount(one, weights=agreement, minlength=len(versions))
    borders = np.searchsorted(one, np.arange(len(versions) + 1))
    centre = np.full(len(versions), -1, dtype=np.int64)
    for row in np.argsort(-liked, kind="stable"):
        if centre[row] < 0:
            around = other[borders[row] : borders[row + 1]]
            centre[row] = row
            centre[_kin(versions, row, around[centre[around] < 0])] = row
    return centre


def _kin(versions: Signatures, row: np.int64, around: Rows) -> Rows:
    """Those around a row that are like the nearest of them too, so that a round-up joins no two."""
    if len(around) < 2:
        return around
    nearest = around[np.argmax(_agreement(versions[around], versions[row]))]
    return around[_agreement(versions[around], versions[nearest]) >= KIN]
