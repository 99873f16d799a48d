from qa.text.printable import printable


def test_nothing_printed_can_drive_the_terminal():
    assert printable("a\x1b[31m\u202eb\r\nc\x07") == "a\ufffd[31m\ufffdb c\ufffd"


def test_a_text_is_one_line():
    assert printable(" a\n\tb\u2028c ") == "a b c"
