"""Questions for addresses and numbers to call."""

import pytest

from qa.questions.addresses import address_form


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("What is the e-mail address of the harbour?", "office@harbour.example", "+47 555 0100"),
        ("what's the email for complaints", "a.b@c.example", "write to a.b@c.example"),
        ("Which website sells tickets?", "https://harbour.example/a?b=1", "the harbour"),
        ("What is the web address of the club?", "harbour.example", "office of the harbour"),
        ("What is the phone number of the office?", "+47 555 0100", "office@harbour.example"),
    ],
)
def test_the_whole_answer_has_the_form(question, fits, does_not):
    form = address_form(question)
    assert form and form.fullmatch(fits) and not form.fullmatch(does_not)


@pytest.mark.parametrize(
    "question", ["Who sent the e-mail?", "When was the website founded?", "What did the mayor say?"]
)
def test_other_questions_ask_for_no_address(question):
    assert address_form(question) is None
