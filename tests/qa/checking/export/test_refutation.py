"""Changes of values that can be computed again are refuted, with all that follows from them."""

from dataclasses import replace

import pytest

from index.sources.seed import read_seed
from qa.checking.export.refutation import refuted
from qa.checking.quotation_check import CheckedQuotation
from qa.checking.result import CheckedQuote
from qa.checking.value_check import CheckedValue


@pytest.fixture
def wrong(checked, folder):
    """The parts that are refuted where one statement is exchanged for another."""
    (article,) = read_seed(folder, "a.txt").articles

    def found(number: int, **changes: object) -> list[str]:
        said = list(checked.statements)
        said[number] = replace(said[number], **changes)
        return list(refuted(replace(checked, statements=tuple(said)), lambda _: article))

    return found


def test_what_was_found_is_not_refuted(wrong):
    assert wrong(0) == []


@pytest.mark.parametrize("verdict", ["supported", "partly", "not_found"])
def test_a_verdict_follows_from_the_other_parts(wrong, verdict):
    (first, *_) = wrong(0, verdict=verdict)
    assert first == (
        f"sentence 1: its verdict '{verdict}' does not follow from what is stated, which is"
        " 'contradicted'"
    )


def test_a_value_that_the_article_lacks_is_not_the_same(wrong, checked):
    value = checked.statements[0].values[0].value
    same = (CheckedValue(value, "same"),)
    assert wrong(0, verdict="supported", values=same) == [
        "sentence 1: its values are not what the article has"
    ]


@pytest.mark.parametrize("values", [(), "unsupported", "7 May"])
def test_a_value_has_one_status_in_the_article(wrong, checked, values):
    if values == "unsupported":
        (ann,) = checked.statements[2].values
        assert wrong(2, values=(CheckedValue(ann.value, "unsupported"),)) == [
            "sentence 3: its values are not what the article has"
        ]
        return
    value = checked.statements[0].values[0].value
    made = (CheckedValue(value, "differs", values),) if values else ()
    verdict = "contradicted" if values else "supported"
    assert wrong(0, verdict=verdict, values=made) == [
        "sentence 1: its values are not what the article has"
    ]


def test_a_quotation_is_compared_again(wrong, checked):
    (quote,) = checked.statements[2].quotes
    span = quote.result.span
    is_not = f"sentence 3: the quotation at {span.start} is not as it is stated"
    verbatim = CheckedQuote(CheckedQuotation(span, "verbatim"), quote.citation)
    assert wrong(2, verdict="supported", quotes=(verbatim,)) == [is_not]
    kept = replace(quote.result, changes=())
    assert wrong(2, quotes=(CheckedQuote(kept, quote.citation),)) == [is_not]
    absent = CheckedQuote(CheckedQuotation(span, "absent"), None)
    citations = (quote.citation,)
    assert wrong(2, quotes=(absent,), citations=citations) == [is_not]


def test_a_denial_is_looked_for_again(wrong):
    assert wrong(0, denies="not") == ["sentence 1: that a sentence denies it ('not') is not so"]


def test_nothing_found_has_no_evidence(wrong, checked):
    evidence = checked.statements[0].citations
    assert any("evidence without a finding" in what for what in wrong(3, citations=evidence))


def test_evidence_that_is_not_verified_is_passed_over(checked):
    said = replace(checked.statements[0], denies="not")
    made = replace(checked, statements=(said, *checked.statements[1:]))
    assert list(refuted(made, lambda _: None)) == []
