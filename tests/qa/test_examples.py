import pytest

from index.corpus import Passage, Span
from qa.examples import Example, example_questions
from tests.support.toys import SEEDS, article, passages, read_seeds


def passage(text: str, id_: str = "a.txt") -> Passage:
    return Passage(article(text, id=id_), Span(0, len(text)), (Span(0, len(text)),))


def of(*texts: str) -> list[Example]:
    return list(example_questions(passage(text, f"{n}.txt") for n, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Ann Gray, the director of the Kiel Museum, said so.",
            "Who is the director of the Kiel Museum?",
            "Ann Gray",
        ),
        ("The bridge was built in 1921 by hand.", "When was the bridge built?", "1921"),
        (
            "Secretary Ann Gray visits Kiel on the morning of the 8th.",
            "When does Ann Gray visit Kiel?",
            "the morning of the 8th",
        ),
        (
            "About 300 people were rescued from the ferry, police said.",
            "How many people were rescued from the ferry?",
            "300",
        ),
        (
            "Minister Gray is expected to meet with Mayor Bo South.",
            "Whom is Minister Gray expected to meet?",
            "Mayor Bo South",
        ),
        (
            "Ann Gray wrote a book about the harbour.",
            "Who wrote a book about the harbour?",
            "Ann Gray",
        ),
    ],
)
def test_a_sentence_is_turned_into_a_question(sentence, question, answer):
    assert of(sentence) == [Example(question, answer, "0.txt")]


@pytest.mark.parametrize(
    "sentence",
    [
        "It rained all day.",
        "Ann Gray wrote her book about the harbour.",  # whose?
        "Astro Park, the center of the astronomy industry, opened.",  # nobody
        "The bridge that he saw was built in 1921.",
        f"Ann Gray wrote {'a very long book about ' * 3}the harbour of the old town of Kiel.",
    ],
)
def test_what_would_not_be_understood_alone_gives_none(sentence):
    assert of(sentence) == []


def test_rules_take_turns_and_take_one_sentence_of_an_article():
    wrote, built = "Ann Gray wrote a book about {}.", "The bridge of {} was built in 1921."
    made = of(wrote.format("trees"), wrote.format("ships"), built.format("Kiel"))
    assert [one.article for one in made] == ["2.txt", "0.txt", "1.txt"]
    twice = (passage(wrote.format(what), "a.txt") for what in ("trees", "ships"))
    assert len(list(example_questions(twice))) == 1


def test_the_seed_article_gives_some():
    made = [one for seed in read_seeds(SEEDS).articles for one in passages(seed.text)]
    assert len(list(example_questions(made))) >= 2
