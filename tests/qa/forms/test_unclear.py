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


@pytest.mark.parametrize("question", ["who?", "the", "Why?", "how much is that"])
def test_a_question_that_says_of_nothing_what_it_is_about_is_not_read(question):
    assert unclear(question, TWO) == (
        "the question does not say what it is about; ask with a name or a noun"
    )


def test_a_name_that_is_a_common_word_says_what_a_question_is_about():
    assert unclear("Who is Will?", TWO) is None
    assert unclear("who is theresa may", hits("Mrs Theresa May spoke.")) is None
    assert unclear("WHO IS WHO", TWO) is not None


@pytest.mark.parametrize("question", ["what about the second one", "And how about Anna Lind?"])
def test_the_rest_of_a_question_that_is_not_known_is_not_read(question):
    assert (unclear(question, TWO) or "").endswith("not known; ask the whole question")


@pytest.mark.parametrize(
    "question",
    [
        "tell me everything about the ferry",
        "please summarise the article",
        "Can you give me a short summary of the ferry's story?",
    ],
)
def test_nothing_is_summed_up(question):
    assert (unclear(question, TWO) or "").startswith("nothing is summed up")


@pytest.mark.parametrize(
    "question", ["who wrote the summary of the report", "what did Anna say about the ferry"]
)
def test_a_summary_may_be_asked_for_by_its_facts(question):
    assert unclear(question, TWO) is None


@pytest.mark.parametrize("question", ["Wer ist Frau Müller?", "What is 한국?", "¿Qué?", "42"])
def test_some_other_letters_are_no_other_script(question):
    assert unclear(question, TWO) is None
    assert unclear("한국", []) is None
