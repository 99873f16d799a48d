import pytest

from page.state.examples import Examples
from qa.assistant import Assistant

FOUNDED = "{} {} founded the harbour museum of {}."
PLACES = ("Kiel", "Turku", "Gdansk", "Malmo")


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Each question that is asked."""
    questions = []
    ask = Assistant.ask

    def recorded(self, question, **options):
        questions.append(question)
        return ask(self, question, **options)

    monkeypatch.setattr(Assistant, "ask", recorded)
    return questions


def test_examples_are_asked_once_a_generation_and_are_of_different_articles(host, seeds, asked):
    texts = {f"{n}.txt": FOUNDED.format("Ada", "North", p) for n, p in enumerate(PLACES)}
    opened = host(texts)
    examples = Examples(opened)
    assert examples.questions() == tuple(
        f"Who founded the harbour museum of {place}?" for place in PLACES[:3]
    )
    assert examples.questions() and len(asked) == 3
    seeds({"0.txt": "It rained."})
    opened.update()
    assert PLACES[0] not in " ".join(examples.questions())


def test_what_is_not_answered_surely_is_no_example(host):
    opened = host({"a.txt": FOUNDED.format("Ada", "North", "Kiel")}, threshold=1.0)
    assert Examples(opened).questions() == ()


def test_one_article_may_give_several(host):
    text = "Ada North founded the harbour museum of Kiel.\n\nThe bridge was built in 1921."
    assert len(Examples(host({"a.txt": text})).questions()) == 2
