import pytest

from qa.evidence.bibliography.formats import WRITERS, write_bibliography
from tests.qa.test_answer import citation


@pytest.mark.parametrize("form", WRITERS)
def test_each_format_names_the_article_and_its_sentence(form):
    text = write_bibliography([citation(title="Früit")], form)
    assert "Früit" in text and "Paragraph 1: “An apple fell.”" in text and text.endswith("\n")
