import pytest

from qa.retrieval.named import find_named

FILES = {
    "a.txt": "Tony Blinken came on 8 November 2023.\n\nTony Blair came too.",
    "b.txt": "Tony came.\n\nOn 2023-11-08 Blinken and Tony went.\n\nIn November it rained.",
}


@pytest.fixture
def found(host, embedder):
    content = host(FILES).assistant.generation.content

    def search(said: str) -> list[str]:
        passages = find_named(content, said, embedder.encode_question(said)).passages
        return sorted(passage.text for passage in passages)

    return search


def test_only_passages_that_state_the_whole_name_are_found(found):
    assert found("Tony Blinken") == [
        "On 2023-11-08 Blinken and Tony went.",
        "Tony Blinken came on 8 November 2023.",
    ]


def test_a_date_is_found_however_it_is_written(found):
    assert found("8 November") == [
        "On 2023-11-08 Blinken and Tony went.",
        "Tony Blinken came on 8 November 2023.",
    ]


def test_a_name_of_no_article_has_no_passage(found):
    assert found("Zoe Zimmer") == []
