import pytest

from qa.answer import Hit
from qa.forms.unclear import unclear
from tests.support.toys import passages


def hits(*texts: str) -> list[Hit]:
    found = [passages(text, f"{n}.txt")[0] for n, text in enumerate(texts)]
    return [Hit(p, 1.0, n, 1.0, 1.0, (1.0,) * len(p.sentences)) for n, p in enumerate(found, 1)]


TWO = hits("Anna Lind was born in Kiel.", "The ferry has sunk.")


@pytest.mark.parametrize(
    "question", ["Who is she?", "who are they", "how old is he", "where was he born", "what is it"]
)
def test_a_pronoun_alone_is_asked_about(question):
    reason = unclear(question, TWO)
    assert reason is not None and reason.startswith("it is not known who or what “")


@pytest.mark.parametrize(
    "question",
    [
        "Who is Anna?",
        "where was anna lind when she died",
        "was it anna lind",
        "is it true that the ferry sank",
        "how long does it take",
        "what did he say about the ferry in 2014",
        "how many tickets did they sell yesterday",
        "Why do cats purr?",
    ],
)
def test_a_question_that_says_more_is_read(question):
    assert unclear(question, TWO) is None


def test_a_person_may_be_the_one_that_all_passages_are_of():
    assert unclear("where was she born", TWO[:1]) is None
    assert unclear("who is she", TWO[:1]) is not None


def test_a_question_in_letters_that_no_passage_has_is_not_read():
    assert unclear("블링컨은 언제 한국을 방문하나요?", TWO) == (
        "the question is in Hangul letters and none of the passages found is; ask in the language"
        " of the articles"
    )
    assert "Chinese" in (unclear("谁赢了比赛", TWO) or "")
    assert unclear("블링컨은 언제 한국을 방문하나요?", hits("블링컨이 한국을 방문한다.")) is None


@pytest.mark.parametrize("question", ["Wer ist Frau Müller?", "What is 한국?", "¿Qué?", "42"])
def test_some_other_letters_are_no_other_script(question):
    assert unclear(question, TWO) is None
    assert unclear("한국", []) is None
