import pytest

from index.sources.formats.word.omml import superscript_text
from tests.index.sources.formats.word.files import text_of, with_body


def number(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equation(kind: str, properties: str = "", **arguments: str) -> str:
    inner = "".join(f"<m:{name}>{xml}</m:{name}>" for name, xml in arguments.items())
    return f"<m:{kind}><m:{kind}Pr>{properties}</m:{kind}Pr>{inner}</m:{kind}>"


HALF = equation("f", num=number("1"), den=number("2"))
SUM = number("n") + number("+1")


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (number("12.5"), "12.5"),
        (number("12") + number(".5"), "12.5"),
        (HALF, "1/2"),
        (number("2") + HALF, "2 1/2"),
        (equation("f", num=SUM, den=number("2")), "(n+1)/2"),
        (equation("f", '<m:type m:val="noBar"/>', num=number("n"), den=number("k")), "n¦k"),
        (equation("sSup", e=number("10"), sup=number("6")), "10^6"),
        (equation("sSup", e=number("10"), sup=number("-6")), "10^-6"),
        (equation("sSup", e=number("10"), sup=SUM), "10^(n+1)"),
        (equation("sSup", e=number("25"), sup=number("∘")), "25°"),
        (equation("sSub", e=number("x"), sub=number("10")), "x_10"),
        (equation("sSubSup", e=number("x"), sub=number("1"), sup=number("2")), "x_1^2"),
        (equation("rad", deg="", e=number("2")), "√2"),
        (equation("rad", deg=number("3"), e=number("8")), "8^(1/3)"),
        (equation("d", e=SUM), "(n+1)"),
        (equation("d", '<m:begChr m:val="["/><m:endChr m:val="]"/>', e=number("1")), "[1]"),
        (equation("nary", '<m:chr m:val="∑"/>', sub=number("i"), sup=number("n"), e=HALF),
         "∑_i^n 1/2"),
        (equation("func", fName=number("sin"), e=number("x")), "sin x"),
        (equation("limLow", e=number("lim"), lim=number("x→0")), "lim_(x→0)"),
        (equation("acc", '<m:chr m:val="̂"/>', e=number("x")), "x"),
        (equation("f", num="", den=""), ""),
    ],
)  # fmt: skip
def test_equation_is_written_in_one_line(xml, text):
    assert text_of(with_body(f"<w:p><m:oMath>{xml}</m:oMath></w:p>")) == text


def test_number_in_an_equation_stands_in_its_sentence():
    before = "<w:r><w:t>The subsidy is </w:t></w:r>"
    after = "<w:r><w:t> percent.</w:t></w:r>"
    xml = f"<w:p>{before}<m:oMath>{number('12.5')}</m:oMath>{after}</w:p>"
    assert text_of(with_body(xml)) == "The subsidy is 12.5 percent."


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("10", "6", "^6"),
        ("10", "−6", "^−6"),
        ("in 2019", "1", "^1"),
        ("40 km", "2", "^2"),
        ("votes.", "3", None),
        ("votes", "3", None),
        ("“votes”", "3", None),
        ("1", "st", "st"),
        ("", "14", "14"),
    ],
)
def test_raised_digits_are_a_power_or_the_mark_of_a_note(before, text, expected):
    assert superscript_text(before, text) == expected
