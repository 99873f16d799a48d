"""Works whose texts hold every sign that has a meaning in some format."""

from datetime import date

from hypothesis import strategies as st

from qa.evidence.bibliography.works import Work

PLAIN = Work(
    key="blinken",
    kind="newspaper",
    title="Blinken visits Korea",
    authors=("Ann Author", "Bob Writer"),
    source="Donga",
    published=date(2023, 11, 7),
    url="https://donga.example/a_b?c=1&d=50%25#e",
    notes=("Paragraph 1: “He came.”", "Page 2, paragraph 3: “He went.”"),
)
BARE = Work(
    key="note",
    kind="document",
    title="note.txt",
    authors=(),
    source=None,
    published=None,
    url=None,
    notes=("Paragraph 1: “He came.”",),
)
SIGNS = (
    """50% of $5 & #1_a {b} \\c ~d ^e <f> |g| "h" 'i' @j = k, (l) } {{ TY  - m ER  - % 한국 Zoë"""
)
# A line as articles have it: no control characters, no space at its ends and none twice.
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"))).map(
    lambda text: " ".join(text.split()) or "x"
)
