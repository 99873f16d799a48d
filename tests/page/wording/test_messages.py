from page.panels.markup import error_text
from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.messages import error_in, message_in


def test_an_error_is_told_with_its_values_and_the_controls_of_the_page():
    error = "no index in '/a b'; expected one built before; run qa index"
    assert error_in(error, GERMAN) == "noch kein Index in „/a b“; klicken Sie auf „Index erstellen“"
    error = "x cannot be read (7); expected the file that was written; run qa index --rebuild"
    assert error_in(error, GERMAN) == (
        "x kann nicht gelesen werden (7); erwartet: die Datei, die geschrieben wurde;"
        " geben Sie in einem Terminal ein: qa index --rebuild"
    )
    record = "record 3 of seed 'a.json' holds no text"
    assert message_in(record, GERMAN) == "Eintrag 3 der Datei „a.json“ enthält keinen Text"
    assert message_in("the question has 12,345 characters", GERMAN) == (
        "die Frage hat 12.345 Zeichen"
    )
    quotation = "quotation “a; b” is altered, see [2]: “c” put in; “d” left out"
    assert message_in(quotation, GERMAN) == (
        "Zitat „a; b“ ist verändert, siehe [2]: „c“ eingefügt; „d“ weggelassen"
    )


def test_what_is_not_known_stays_english_and_is_marked_as_such():
    error = "the disk is on fire; expected a cold one; run qa index"
    assert error_in(error, GERMAN) is None and error_in(error, ENGLISH) is None
    assert error_text(error, say=GERMAN) == (
        '<bdi lang="en">the disk is on fire; expected a cold one; click “Index aktualisieren”</bdi>'
    )
