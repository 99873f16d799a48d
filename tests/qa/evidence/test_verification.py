import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.corpus import Article, Span
from index.errors import SeedsError
from index.sources.paragraphs import split_paragraphs
from index.sources.seed import read_seed
from index.sources.split import split_passages
from qa.answer import AnswerSpan
from qa.evidence.citations import cite
from qa.evidence.claim import Claim, Slice
from qa.evidence.verification import verify, verify_all
from qa.text.links import sentence_link
from tests.index.sources.formats.pdf.files import laid_out
from tests.index.sources.formats.word.files import document
from tests.support.toys import SEED, SEEDS, read_seeds, span_of

TEXT = "An apple fell on the stone.\n\nThe river rose. It was cold."
NEWS = (
    "---\ntitle: Fruit\nsource: Daily\npublished: 2023-11-07\n"
    f"url: https://paper.example/a\nauthor: Ann\n---\n{TEXT}"
)


def claim(article: Article, sentence: str, quote: str) -> Claim:
    """The fields of a citation of an article."""
    around = span_of(sentence, article.text)
    inner = span_of(quote, sentence)
    paragraph = next(p for p in split_paragraphs(article.text) if p.contains(around))
    return Claim(
        number=1,
        article=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        span=Span(around.start + inner.start, around.start + inner.end),
        sentence=around,
        quote=quote,
        sentence_text=sentence,
        digest=article.digest,
        score=0.5,
        passage=Slice(paragraph, paragraph.of(article.text)),
        url=article.url,
        author=article.author,
        link=sentence_link(article.url, sentence),
        page=article.page_of(around.start),
        paragraph=split_paragraphs(article.text).index(paragraph) + 1,
    )


@pytest.fixture
def folder(seeds) -> Path:
    return seeds({"a.txt": NEWS})


@pytest.fixture
def said(folder) -> Claim:
    (article,) = read_seed(folder, "a.txt").articles
    return claim(article, "An apple fell on the stone.", "on the stone")


def test_what_the_file_says_is_verified(folder, said):
    verdict = verify(said, folder)
    assert (verdict.state, verdict.quote_at, verdict.nearest) == ("verified", None, None)
    assert verdict.holds


FILES = {
    "a.md": f"# Fruit\n\n{TEXT}",
    "sub/a.html": f"<html><body><article>{''.join(f'<p>{p}</p>' for p in TEXT.split(chr(10) * 2))}"
    "</article></body></html>",
    "a.jsonl": "\n".join(
        json.dumps({"text": t, "id": i}) for i, t in enumerate(["Nothing.", TEXT])
    ),
    "a.json": json.dumps([{"text": "Nothing."}, {"text": TEXT}]),
    "a.pdf": laid_out(*TEXT.split("\n\n")),
    "a.docx": document(*TEXT.split("\n\n")),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_is_verified_alike(seeds, name):
    folder = seeds({name: FILES[name]})
    article = read_seed(folder, name).articles[-1]
    said = claim(article, "The river rose.", "river")
    assert verify(said, folder).state == "verified"
    assert verify(replace(said, quote="lake"), folder).state == "forged"
    for lie in ({"page": 2}, {"paragraph": 7}, {"author": "Bob"}, {"url": "https://x.example"}):
        assert verify(replace(said, **lie), folder).state == "forged"
    assert verify(replace(said, article=f"{article.id}x"), folder).state in ("missing", "forged")


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        ({"quote": "on the table"}, "its characters 14-26 are not the quote"),
        ({"span": Span(13, 26)}, "its characters 13-26 are not the quote"),
        ({"sentence_text": "An apple fell."}, "its characters 0-27 are not the sentence"),
        ({"sentence": Span(0, 9000)}, "its characters 0-9000 are not the sentence"),
        ({"passage": Slice(Span(0, 4), "Then")}, "its characters 0-4 are not the passage"),
        (
            {"span": Span(33, 38), "quote": "river"},
            "the sentence is not the whole one around the quote",
        ),
        (
            {"sentence": Span(0, 17), "sentence_text": "An apple fell on "},
            "the sentence is not the whole one around the quote",
        ),
        (
            {"passage": Slice(Span(3, 27), "apple fell on the stone.")},
            "the passage is not the one around the sentence",
        ),
        ({"span": Span(14, 25), "quote": "on the ston"}, "the quote cuts a word or a number"),
        ({"span": Span(13, 26), "quote": " on the stone"}, "the quote cuts a word or a number"),
        ({"title": "Vegetables"}, "states the title 'Fruit', not the title 'Vegetables'"),
        ({"source": None}, "states the source 'Daily', not no source"),
        (
            {"published": date(2023, 11, 8)},
            "states the date '2023-11-07', not the date '2023-11-08'",
        ),
        (
            {"url": "https://other.example/a"},
            "states the address 'https://paper.example/a', not the address"
            " 'https://other.example/a'",
        ),
        ({"url": None}, "states the address 'https://paper.example/a', not no address"),
        ({"author": "Bob"}, "states the author 'Ann', not the author 'Bob'"),
        (
            {"link": "https://other.example/a#:~:text=An%20apple%20fell%20on%20the%20stone."},
            "the link is not that of its address and the sentence",
        ),
        ({"link": None}, "the link is not that of its address and the sentence"),
        ({"paragraph": 2}, "the quote is in paragraph 1, not paragraph 2"),
        ({"paragraph": 0}, "the quote is in paragraph 1, not paragraph 0"),
        ({"page": 1}, "the quote is in a file without pages, not page 1"),
    ],
)
def test_what_the_file_does_not_say_is_forged(folder, said, lie, reason):
    verdict = verify(replace(said, **lie), folder)
    assert verdict.state == "forged" and not verdict.holds
    assert verdict.reason == f"the file is the one that was indexed, and {reason}"


def test_a_changed_file_says_where_the_sentence_stands_now(seeds, folder, said):
    seeds({"a.txt": f"Breaking news.\n\n{TEXT}"})
    verdict = verify(said, folder)
    assert verdict.state == "changed"
    assert verdict.reason == (
        "the file has changed since it was indexed; the sentence stands at 16-43 as it was"
    )
    assert (verdict.quote_at, verdict.nearest) == (Span(30, 42), "An apple fell on the stone.")


def test_of_an_edited_sentence_the_nearest_is_named(seeds, folder, said):
    seeds({"a.txt": "It rained on the stone. A red apple fell on the stone. It was cold."})
    verdict = verify(said, folder)
    assert verdict.nearest == "A red apple fell on the stone."
    assert verdict.quote_at == Span(41, 53)  # within it, though it stands nearer elsewhere
    assert verdict.reason.endswith("the quote stands at 41-53 now")


def test_what_is_gone_from_a_changed_file_has_no_place(seeds, folder, said):
    seeds({"a.txt": "Quite another story."})
    verdict = verify(said, folder)
    assert (verdict.state, verdict.quote_at, verdict.nearest) == ("changed", None, None)
    assert verdict.reason.endswith("; the quote is not in it now")


def test_a_file_that_is_gone_is_missing(folder, said):
    (folder / "a.txt").unlink()
    verdict = verify(said, folder)
    assert (verdict.state, verdict.reason) == ("missing", "'a.txt' is gone")


def test_a_file_that_cannot_be_read_any_more_is_missing(seeds, folder, said):
    seeds({"a.txt": b"\xff"})
    verdict = verify(said, folder)
    assert verdict.state == "missing" and verdict.reason.startswith("seed 'a.txt' ")


def test_a_record_that_is_gone_from_a_changed_file_is_missing(seeds):
    folder = seeds({"a.json": json.dumps([{"text": "One."}, {"text": TEXT}])})
    said = claim(read_seed(folder, "a.json").articles[1], "The river rose.", "river")
    seeds({"a.json": json.dumps([{"text": "One."}])})
    verdict = verify(said, folder)
    assert (verdict.state, verdict.reason) == ("missing", "'a.json' holds no such article")


OUTSIDE = [
    "/etc/passwd",
    "../secret.txt",
    "sub/../../secret.txt",
    "./a.txt",
    "sub//a.txt",
    ".hidden.txt",
    "",
    "#",
    "a\0.txt",
    "x" * 5000 + ".txt",
    "a\udcff.txt",
    "link.txt",
    "linked/secret.txt",
    "alias/b.txt",
    "sub",
    "..\\secret.txt",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_the_folder_is_opened(seeds, said, name, monkeypatch, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(NEWS)
    folder = seeds({"a.txt": NEWS, ".hidden.txt": NEWS, "sub/b.txt": NEWS})
    (folder / "link.txt").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    (folder / "alias").symlink_to(folder / "sub", target_is_directory=True)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    assert verify(replace(said, article=name), folder).state == "missing"


def test_several_citations_of_a_file_read_it_once(folder, said, monkeypatch):
    opened = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda *a, **k: opened.append(a[0]) or real(*a, **k))
    both = [said, replace(said, quote="lie")]
    assert [(c, v.state) for c, v in verify_all(both, folder)] == [
        (both[0], "verified"),
        (both[1], "forged"),
    ]
    assert opened == [folder / "a.txt"]


def test_a_missing_seeds_folder_is_said(tmp_path, said):
    with pytest.raises(SeedsError, match="does not exist"):
        next(verify_all([said], tmp_path / "none"))


def test_a_long_file_is_compared_in_little_time(seeds, folder, said):
    seeds({"a.txt": "\n\n".join(["The stone lay on the river bed. " * 50] * 2000)})
    assert verify(said, folder).state == "changed"


def test_the_seed_article_is_verified():
    (article,) = read_seeds(SEEDS).articles
    sentence = "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th."
    assert (article.id, os.sep in article.id) == (SEED, False)
    assert verify(claim(article, sentence, "the 8th"), SEEDS).state == "verified"


SERIAL = "It is a lie that the mayor stole 1,942 dollars. He gave -17 of them back."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("the mayor stole 1,942 dollars.", "the mayor stole"),
        ("It is a lie that the mayor stole 1,942 dollars", "the mayor stole"),
        (SERIAL, "the mayor stole"),
        ("It is a lie that the mayor stole 1,942 dollars.", "942"),
        ("It is a lie that the mayor stole 1,942 dollars.", "ayor stole"),
        ("He gave -17 of them back.", "17"),
    ],
)
def test_a_true_slice_with_boundaries_that_mislead_is_forged(seeds, sentence, quote):
    folder = seeds({"b.txt": SERIAL})
    (article,) = read_seed(folder, "b.txt").articles
    assert verify(claim(article, sentence, quote), folder).state == "forged"


def test_a_quote_over_two_sentences_stands_in_both(seeds):
    folder = seeds({"b.txt": SERIAL})
    (article,) = read_seed(folder, "b.txt").articles
    assert verify(claim(article, SERIAL, "dollars. He gave"), folder).state == "verified"


@pytest.mark.parametrize("name", ["caf\u00e9.txt", "cafe\u0301.txt", "sub/folder/a b.txt"])
def test_a_file_is_found_by_the_name_that_it_has(seeds, name):
    folder = seeds({name: SERIAL})
    (article,) = read_seed(folder, name).articles
    assert verify(claim(article, SERIAL, "1,942 dollars. He gave"), folder).state == "verified"


def test_the_sentence_is_whole_however_short_the_passages_of_the_index_are(seeds, embedder):
    folder = seeds({"b.txt": "One two three four five six seven eight nine ten eleven twelve."})
    (article,) = read_seed(folder, "b.txt").articles
    passages = split_passages(article, count_tokens=embedder.count_tokens, max_tokens=6)
    (cited,) = cite([AnswerSpan(p, p.span, 0.5) for p in passages], limit=5)
    assert cited.sentence_text == article.text and verify(cited, folder).holds
