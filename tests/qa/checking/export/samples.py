"""A text of every kind of finding, checked without a model, over articles of our own."""

from pathlib import Path

from index.sources.seed import read_seed
from index.sources.split import split_passages
from qa.answer import AnswerSpan
from qa.checking.quotation_check import CheckedQuotation
from qa.checking.quotation_match import match_quotation
from qa.checking.result import CheckedQuote, CheckedReference, CheckedStatement, CheckedText
from qa.checking.statements import Statement, parse_draft
from qa.checking.value_check import CheckedValue, values_of
from qa.evidence.citations import cite
from tests.support.toys import span_of

ARTICLE = (
    "---\ntitle: Fruit & <more>\nsource: Daily\nauthor: Ann Author\n"
    "url: https://daily.example/a?b=1&copy;=2\n---\n"
    "An apple fell on a stone on 8 May. It was red.\n\n"
    "In May Ann said, “The red apple fell on the old stone.”"
)
TEXT = (
    "An apple fell on a stone on 9 May [1]. Did it hurt? The apple was red.\n\n"
    "Ann said “The apple fell on the old stone.” <b>A zebra</b> ran through `Paris` in 1987.\n\n"
    "[1] a.txt\n"
)


def checked_in(folder: Path) -> CheckedText:
    """The text checked against the article, as a check with a reader does it."""
    (article,) = read_seed(folder, "a.txt").articles
    passages = list(split_passages(article, count_tokens=len, max_tokens=1000))
    dated, red, quoted, absent = parse_draft(TEXT).statements

    def cited(sentence: str, first: int) -> tuple:
        span = span_of(sentence, article.text)
        passage = next(p for p in passages if p.span.contains(span))
        return cite([AnswerSpan(passage, span, 0.9)], limit=1, first=first)

    words = quoted.quoted(quoted.quotes[0])
    match = match_quotation(words, article.text)
    place = cited(match.span.of(article.text), 3)[0]
    quotation = CheckedQuotation(quoted.quotes[0], "near", changes=match.changes)
    return CheckedText(
        TEXT,
        (
            CheckedStatement(
                dated, "contradicted", 0.9, cited("An apple fell on a stone on 8 May.", 1),
                values=(_value(dated, "differs", "8 May"),),
                references=(CheckedReference(1, "yes", "a.txt"),),
            ),
            CheckedStatement(red, "supported", 0.8, cited("It was red.", 2)),
            CheckedStatement(
                quoted, "partly", 0.7, values=(_value(quoted, "same"),),
                quotes=(CheckedQuote(quotation, place),),
            ),
            CheckedStatement(absent, "not_found", 0.01),
        ),
        7,
    )  # fmt: skip


def _value(statement: Statement, status: str, found: str | None = None) -> CheckedValue:
    (value,) = values_of(statement)
    return CheckedValue(value, status, found)
