from index.corpus import Span
from qa.answer import AnswerSpan
from qa.checking.quotation_check import CheckedQuotation
from qa.checking.quotation_match import Change
from qa.checking.result import CheckedQuote, CheckedReference, CheckedStatement, CheckedText
from qa.checking.statements import Statement, parse_draft
from qa.checking.value_check import CheckedValue
from qa.commands.output.check import checked_to_lines
from qa.evidence.citations import cite
from qa.values.values import values_in
from tests.support.toys import passages

TEXT = "He said “it rains” on 8 May [1]."


def checked(**fields: object) -> CheckedText:
    (statement,) = parse_draft(TEXT).statements
    one = CheckedStatement(
        **{"statement": statement, "verdict": "supported", "probability": 0.9} | fields
    )
    return CheckedText(TEXT, (one,), 1)


def lines(**fields: object) -> list[str]:
    return list(checked_to_lines(checked(**fields)))


def test_a_supported_statement_is_shown_with_its_evidence():
    (passage,) = passages("He said it rains.")
    (citation,) = cite([AnswerSpan(passage, passage.span, 0.9)], limit=1)
    shown = lines(citations=(citation,))
    assert shown[0] == f"SUPPORTED: {TEXT}"
    assert shown[1:3] == [
        "    [1] a.txt, paragraph 1, characters 0-17",
        "        He said it rains.",
    ]
    assert "1 statement: 1 supported" in shown


def test_each_finding_is_a_line():
    (value,) = [v for v in values_in(TEXT) if v.kind == "date"]
    quotation = CheckedQuotation(Span(9, 17), "absent")
    shown = lines(
        verdict="partly",
        values=(CheckedValue(value, "differs", "9 May"),),
        quotes=(CheckedQuote(quotation, None),),
        references=(CheckedReference(1, "no", "a.txt"), CheckedReference(2, "unknown")),
        denies="not",
    )
    assert shown[:6] == [
        f"PARTLY SUPPORTED: {TEXT}",
        "  - date “8 May”: the article has “9 May”",
        "  - “not”: only one of the two sentences says so",
        "  - quotation “it rains”: not in the articles",
        "  - [1]: a.txt has no such sentence",
        "  - [2]: the text names no article for it",
    ]


def test_the_changes_of_a_quotation_are_named():
    (passage,) = passages("He said it snows.")
    (citation,) = cite([AnswerSpan(passage, passage.span, 0.9)], limit=1)
    changes = (
        Change("changed", "rains", "snows"),
        Change("left_out", "", "often"),
        Change("put_in", "now", ""),
        Change("omitted", "", "not"),
    )
    quote = CheckedQuote(CheckedQuotation(Span(9, 17), "near", changes=changes), citation)
    shown = " ".join(" ".join(lines(quotes=(quote,))).split())
    assert "is altered, see [1]: “rains” in place of “snows”; “often” left out" in shown
    assert "“now” put in; “not” left out by an ellipsis" in shown


def test_no_character_of_a_text_drives_the_terminal():
    statement = Statement(Span(0, 5), "a\x1b[2Jb", (), ())
    one = CheckedStatement(statement, "not_found", 0.0)
    assert "\x1b" not in "".join(checked_to_lines(CheckedText("a\x1b[2Jb", (one,), 1)))
