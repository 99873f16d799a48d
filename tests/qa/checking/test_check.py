"""Texts checked against the seed article with the models that ship."""

import pytest

from index import build, open_embedder
from index.errors import FilterError, TextError
from qa import Assistant, Filter, Settings, check_text
from qa.checking.record import TextRecord, statements_to_dicts
from qa.checking.wording import findings
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import SEEDS, ToyEmbedder

PRESS_RELEASE = (
    "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 9th."
    " It is his first visit since President Yoon took office in May last year."
    " North Korea may make a fourth attempt to launch a spy satellite [1]."
    " The Eiffel Tower was painted green in 1987 [2]."
    " Minister Park said, “Protecting North Korean defectors is a core task of the Ministry of"
    " Foreign Affairs.”\n\n"
    "[1] blinken-visits-korea.txt\n"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked") / "index"
    build(SEEDS, folder, embedder=open_embedder(Settings().embedder))
    return Assistant.open(str(folder), settings=Settings(reader="fast"))


@pytest.fixture(scope="module")
def checked(assistant):
    return check_text(PRESS_RELEASE, assistant)


@pytest.mark.slow
def test_planted_errors_are_found(checked):
    verdicts = [one.verdict for one in checked.statements]
    assert verdicts == ["contradicted", "supported", "contradicted", "not_found", "partly"]
    assert not checked.holds
    assert [list(findings(one)) for one in checked.statements] == [
        ["date “9th”: the article has “8th”"],
        [],
        ["rank “fourth”: the article has “third”"],
        ["[2]: the text names no article for it"],
        [
            "quotation “Protecting North Korean defectors is a core task of the Mini…” is altered,"
            " see [4]: “overseas” left out"
        ],
    ]


@pytest.mark.slow
def test_evidence_is_numbered_through_the_text_and_quoted_exactly(checked, assistant):
    evidence = [c for one in checked.statements for c in one.evidence]
    assert [c.number for c in evidence] == list(range(1, len(evidence) + 1))
    for citation in evidence:
        text = assistant.generation.article[citation.article].text
        assert citation.quote == citation.span.of(text)
        assert citation.sentence_text == citation.sentence.of(text)


@pytest.mark.slow
def test_inline_citations_are_held_against_their_source(checked):
    references = [[r.holds for r in one.references] for one in checked.statements]
    assert references == [[], [], ["yes"], ["unknown"], []]


@pytest.mark.slow
def test_the_json_has_offsets_into_the_text(checked):
    assert TextRecord.of(checked).holds is False
    for line in statements_to_dicts(checked):
        assert PRESS_RELEASE[line["start"] : line["end"]] == line["text"]
        for part in (*line["values"], *line["quotes"]):
            assert PRESS_RELEASE[part["start"] : part["end"]] == part["text"]


@pytest.fixture
def toy(seeds, index):
    build(seeds({"a.txt": "An apple fell on the stone."}), index, embedder=ToyEmbedder())
    return Assistant(index, embedder=ToyEmbedder(), reader=SentenceReader(), settings=Settings())


def test_a_verbatim_text_is_supported(toy):
    checked = check_text("An apple fell on the stone.", toy, reader=SentenceReader())
    assert checked.holds and checked.generation == 1
    (one,) = checked.statements
    assert [c.quote for c in one.citations] == ["An apple fell on the stone."]


def test_an_absent_quotation_is_said_to_be(toy):
    (one,) = check_text(
        "They wrote: “Pears are blue today”.", toy, reader=SentenceReader()
    ).statements
    assert [(q.result.status, q.citation) for q in one.quotes] == [("absent", None)]
    assert one.verdict in ("partly", "not_found")


def test_a_source_that_no_article_is_named_by_is_unknown(toy):
    (one,) = check_text("An apple fell on the stone [7].", toy, reader=SentenceReader()).statements
    assert [(r.number, r.holds, r.article) for r in one.references] == [(7, "unknown", None)]


def test_the_limit_is_the_callers(toy):
    with pytest.raises(TextError, match="expected at most 5"):
        check_text("An apple fell.", toy, limit=5)


def test_a_source_is_held_against_its_own_passages(seeds, index):
    files = {
        "a.txt": "An apple fell on the stone.",
        "b.txt": "The apple fell on the stone, we saw.",
        "c.txt": "A river.",
    }
    build(seeds(files), index, embedder=ToyEmbedder())
    toy = Assistant(index, embedder=ToyEmbedder(), reader=SentenceReader(), settings=Settings())
    text = "An apple fell on the stone [1] [2] [3].\n\n[1] a.txt\n[2] b.txt\n[3] c.txt"
    (one,) = check_text(text, toy, reader=SentenceReader()).statements
    assert [(r.article, r.holds) for r in one.references] == [
        ("a.txt", "yes"),
        ("b.txt", "yes"),
        ("c.txt", "no"),
    ]


def test_a_text_is_held_against_a_part_of_the_articles(seeds, index, embedder):
    folder = seeds({"a.txt": "An apple fell on the stone.", "b.txt": "Birds sang."})
    build(folder, index, embedder=embedder)
    reader = SentenceReader()
    opened = Assistant(index, embedder=embedder, reader=reader, settings=Settings())

    def cited(where):
        done = check_text("An apple fell on the stone.", opened, reader=reader, where=where)
        return {citation.article for one in done.statements for citation in one.citations}

    assert cited(None) == {"a.txt"}
    assert cited(Filter(within=("b.txt",))) <= {"b.txt"}
    with pytest.raises(FilterError, match=r"^nothing is in 'c.txt'"):
        cited(Filter(within=("c.txt",)))
