import pytest

from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.page_terms import in_page_terms


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("x; expected y; run qa index", "x; expected y; click “Update the index”"),
        ("x; expected y; run qa index --index a", "x; expected y; click “Update the index”"),
        ("x; expected y; run qa index --rebuild",
         "x; expected y; type in a terminal: qa index --rebuild"),
        ("no index in 'a'; expected one built before; run qa index --index a",
         "no index in 'a'; expected one built before; click “Build the index”"),
        ("the seeds folder is full", "the folder of articles is full"),
    ],
)  # fmt: skip
def test_commands_are_told_as_controls(message, shown):
    assert in_page_terms(message, ENGLISH) == shown


def test_a_control_has_the_name_that_the_visitor_sees():
    assert in_page_terms("x; run qa index", GERMAN) == "x; click “Index aktualisieren”"
