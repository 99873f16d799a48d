from qa.examples import example_questions
from tests.support.toys import SEEDS, article, read_seeds


def test_names_that_occur_most_come_first_and_ties_by_alphabet():
    text = "They met Park Jin, then Park Jin and Cho Tae. He went to the United States."
    assert example_questions([article(text)]) == [
        "What is said about Park Jin?",
        "What is said about Cho Tae?",
        "What is said about the United States?",
    ]


def test_articles_without_names_give_no_examples():
    assert example_questions([article("it rained all day.")]) == []


def test_the_seed_article_gives_three():
    assert len(example_questions(read_seeds(SEEDS).articles)) == 3
