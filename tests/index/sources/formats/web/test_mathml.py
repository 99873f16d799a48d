from __future__ import annotations

import pytest

from tests.index.sources.formats.web.test_text import inside


def shown(formula: str) -> str:
    return inside(f"<p>It is <math>{formula}</math> in all.</p>")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<msup><mn>10</mn><mn>6</mn></msup>", "10^6"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10^−3"),
        ("<mfrac><mn>3</mn><mn>4</mn></mfrac>", "3/4"),
        ("<mn>2</mn><mfrac><mn>3</mn><mn>4</mn></mfrac>", "2 3/4"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>", "(a+1)/b"),
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E=m c^2"),
        ("<msub><mi>x</mi><mn>1</mn></msub><mo>=</mo><mn>7</mn>", "x_1=7"),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<mroot><mn>8</mn><mn>3</mn></mroot>", "8^(1/3)"),
        ("<mn>3</mn><mn>4</mn>", "3 4"),
        ("<mn>4</mn><mo>\u2062</mo><mi>x</mi>", "4x"),
        ("<mtext>12 percent</mtext>", "12 percent"),
    ],
)
def test_a_formula_stands_in_one_line_and_no_number_is_made_up(formula, text):
    assert shown(formula) == f"It is {text} in all."


def test_a_formula_is_not_said_twice():
    row = "<mrow><msup><mn>10</mn><mn>6</mn></msup></mrow>"
    tex = '<annotation encoding="application/x-tex">10^{6}</annotation>'
    assert shown(f"<semantics>{row}{tex}</semantics>") == "It is 10^6 in all."


def test_a_formula_nested_deep_costs_no_text():
    deep = "<mrow>" * 2_000 + "<mn>7</mn>" + "</mrow>" * 2_000
    assert shown(deep) == "It is 7 in all."
