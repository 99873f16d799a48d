from qa.answer import Hit
from qa.readers.turns import contexts
from tests.support.toys import passages

INTERVIEW = (
    "Interviewer: When did you begin to keep bees?\n\n"
    "Keeper: In 1998. My father had some.\n\n"
    "Interviewer: How many colonies do you keep today?\n\n"
    "Keeper: Forty-three. We lost eleven last winter."
)


def hits(text: str) -> list[Hit]:
    found = enumerate(passages(text), start=1)
    return [
        Hit(p, score=1 - rank / 10, rank=rank, dense=0.5, lexical=0.5,
            sentences=(0.5,) * len(p.sentences))
        for rank, p in found
    ]  # fmt: skip


def read(question: str, found: list[Hit]) -> list[tuple[str, list[str]]]:
    return [
        (c.text, [part.of(c.article.text).strip() for part in c.open])
        for c in contexts(question, found)
    ]


def test_a_question_is_read_with_the_turn_behind_it_and_answers_stand_in_that():
    asked = "How many colonies does she keep?"
    expected = (
        "Interviewer: How many colonies do you keep today?\n\n"
        "Keeper: Forty-three. We lost eleven last winter.",
        ["Keeper: Forty-three. We lost eleven last winter."],
    )
    whole = hits(INTERVIEW)
    assert read(asked, whole)[1] == expected
    assert read(asked, whole[2:3]) == [expected]  # the answer was not found by itself
    assert read(asked, whole[3:]) == [expected]  # the question was not


def test_an_answer_is_as_good_a_hit_as_its_question():
    question, answer = hits(INTERVIEW)[2:]
    (context,) = contexts("How many colonies?", [question, answer])
    assert [hit.score for hit in context.hits] == [question.score]
    assert context.hits[0].passage == answer.passage


def test_ordinary_text_is_read_as_it_was():
    found = hits("An apple fell.\n\nThe river rose. It was spring.")
    assert [text for text, _ in read("What fell?", found)] == [
        "An apple fell.",
        "The river rose. It was spring.",
    ]


def test_a_rhetorical_question_leaves_the_text_around_it_open():
    (text,) = hits("Why did it close? Nobody will say. The town paid nine crowns.")
    assert read("Why did the museum close?", [text])[0][1] == [
        "Nobody will say. The town paid nine crowns."
    ]


def test_a_question_that_ends_a_paragraph_is_read_with_the_next_one():
    found = hits("Rain fell. But how much?\n\nNine litres, said the town.\n\nHens fled.")
    assert [text for text, _ in read("How much rain fell?", found)] == [
        "Rain fell. But how much?",
        "But how much?\n\nNine litres, said the town.\n\nHens fled.",
    ]
