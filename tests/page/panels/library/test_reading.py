from index.corpus import Passage, Span
from page.panels.library.reading import marked_html, results_html
from page.panels.library.view import LibraryView
from qa.retrieval.words import FoundPassages
from tests.support.toys import article

VIEW = LibraryView(searched="yak")


def passage(text: str, *sentences: Span) -> Passage:
    return Passage(article(text), Span(0, len(text)), sentences)


def test_a_result_shows_the_sentences_from_the_first_that_has_a_word():
    text = "The day was cold. " + "The yak slept in the snow. " + "It snored. " * 60
    sentences = (Span(0, 17), Span(18, 44), *(Span(n, n + 10) for n in range(45, len(text), 11)))
    html = results_html(FoundPassages((passage(text, *sentences),), True), VIEW, {"yak"})
    assert '… The <mark class="qa-word">yak</mark> slept' in html and "cold" not in html
    assert " …" in html and len(html) < 1500


def test_passages_stand_together_with_those_of_their_article():
    texts = [f"Yak number {n}." for n in range(5)]
    whole = "\n\n".join(texts)
    of_one = article(whole)
    spans = [Span(whole.index(one), whole.index(one) + len(one)) for one in texts]
    found = [Passage(of_one, span, (span,)) for span in spans]
    html = results_html(FoundPassages(tuple(found), True), VIEW, {"yak"})
    assert "5 passages in 1 article" in html and "and 2 passages more" in html
    assert html.count("<h3") == 1


def test_a_search_that_a_part_of_the_index_did_not_answer_says_so():
    assert "there may be more" in results_html(FoundPassages((), False), VIEW, {"yak"})


def test_marked_text_stays_text():
    text = "<b>yaks</b> ${x}"
    assert marked_html(text, Span(0, len(text)), {"yak"}) == (
        '&lt;b&gt;<mark class="qa-word">yaks</mark>&lt;/b&gt; &#36;&#123;x&#125;'
    )
