from qa.retrieval.words import find_words


def test_passages_are_found_by_their_words_alone_best_first(host, embedder):
    opened = host(
        {"a.txt": "An apple fell.", "b.txt": "The apple and the pear fell.", "c.txt": "It rained."}
    )
    content = opened.assistant.generation.content
    found = find_words(content, "apples and pears", embedder.encode_question("apples and pears"))
    assert [one.article.id for one in found.passages] == ["b.txt", "a.txt"] and found.complete
    assert len(find_words(content, "apple", embedder.encode_question("x"), 1).passages) == 1
