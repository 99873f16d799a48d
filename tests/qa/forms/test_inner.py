from qa.forms.inner import inner_questions


def asked(question):
    return [(one.question, one.own) for one in inner_questions(question)]


def test_a_last_phrase_is_asked_for():
    assert asked("Was the mayor born in Kiel?") == [
        ("Where was the mayor born?", "Kiel"),
        ("What was the mayor born in?", "Kiel"),
    ]
    assert asked("Does the board get money from the state?") == [
        ("What does the board get money from?", "the state")
    ]


def test_amounts_and_dates_are_asked_for_with_their_value():
    (inner,) = inner_questions("Was the mill built in 1820?")
    assert (inner.question, inner.own) == ("When was the mill built?", "1820")
    assert inner.value is not None and inner.value.kind == "date"
    assert asked("Did the ferry cost £5m to build?")[0] == (
        "How much did the ferry cost to build?",
        "£5m",
    )
    assert asked("Does the mill employ nine women?") == [
        ("How many women does the mill employ?", "nine")
    ]


def test_an_object_with_its_article_is_asked_for():
    assert asked("Did the town buy the mill?") == [("What did the town buy?", "the mill")]


def test_other_questions_hold_none():
    assert inner_questions("When was the mill built?") == ()
