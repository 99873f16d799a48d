import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index import build, open_embedder
from index.errors import ExportError, SeedsError
from index.sources.split import split_passages
from qa import Assistant, Settings
from qa.answer import Answer, AnswerSpan, Hit
from qa.evidence import proof
from qa.evidence.compare import competing
from qa.evidence.export.data import OPENINGS, embedded, standalone, to_export_data
from qa.evidence.export.writers import to_html, to_json, to_markdown
from qa.evidence.proof import prove
from qa.readers.sentence_reader import SentenceReader
from qa.wire.answer import answer_to_dict
from tests.support.toys import SEEDS, ToyEmbedder, read_seeds, span_of

ADDRESS = "https://paper.example/a?b=1&copy;=2"
TEXT = (
    f"---\ntitle: Fruit -- <and> more\nurl: {ADDRESS}\nauthor: Ann & Bob\n---\n"
    "An apple fell on the stone.\n\nThe river rose."
)


FILES = {"a.txt": TEXT, "b.md": "The apple was red."}


@pytest.fixture
def folder(seeds) -> Path:
    return seeds(FILES)


@pytest.fixture(scope="module")
def answer(tmp_path_factory) -> Answer:
    """Out of an index of the same files."""
    seeds, index = tmp_path_factory.mktemp("seeds"), tmp_path_factory.mktemp("index")
    for name, text in FILES.items():
        (seeds / name).write_text(text)
    embedder = ToyEmbedder()
    build(seeds, index, embedder=embedder)
    assistant = Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())
    return assistant.ask("Did the apple hit a stone?", threshold=0.0)


FORMS = {
    "json": to_json,
    "markdown": to_markdown,
    "html": to_html,
    "line": lambda answer: standalone(answer_to_dict(answer)),
    "lines": lambda answer: standalone(answer_to_dict(answer)) * 2,
    "several": lambda answer: to_markdown(answer) * 2,
}

SHOWN = ("markdown", "html", "several")


def states(found):
    return [proved.verdict.state for proved in found.citations]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_is_proved(answer, folder, tmp_path, form):
    path = tmp_path / "out"
    path.write_text(FORMS[form](answer), encoding="utf-8")
    found = prove(path, folder)
    assert found.holds and found.faithful
    assert found.answers == (2 if form in ("lines", "several") else 1)
    assert states(found) == ["verified"] * len(answer.evidence) * found.answers
    assert found.citations[0].question == answer.question


def _added(text: str) -> dict[str, str]:
    return {
        "byte order mark": "\ufeff" + text,
        "line endings": text.replace("\n", "\r\n"),
        "text before": "Verified: the mayor stole.\n" + text,
        "text behind": text + "\nVerified: the mayor stole.",
        "blank behind": text + "\n",
        "no last line": text.removesuffix("\n"),
        "invisible": text.replace("stone", "sto\u200bne", 1),
        "soft hyphen": text.replace("stone", "sto\u00adne", 1),
        "bidi": text.replace("stone", "\u202estone", 1),
        "look-alike": text.replace("apple", "\u0430pple"),
        "escaped": text.replace("Fruit", "\\u0046ruit", 1),
    }


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_added_to_an_export(answer, folder, tmp_path, form):
    for what, text in _added(FORMS[form](answer)).items():
        (tmp_path / "out").write_bytes(text.encode())
        if what == "text before" and form in ("json", "line", "lines"):
            with pytest.raises(ExportError, match="holds no answer"):
                prove(tmp_path / "out", folder)
        else:
            assert not prove(tmp_path / "out", folder).holds, what


SPELLINGS = [
    ('"answer":', '"answer": "A pear.", "answer":'),
    ('"rank": 1', '"rank": 1.0'),
    ('"rank": 1', '"rank": 01'),
    ('"rank": 1', '"rank": 1e0'),
    ('"number": 1', '"number": true'),
    ('"source": null', '"source": null, "note": "verified"'),
    (": ", ":"),
    (": ", ":  "),
    ("{", "{ "),
    ('"confidence": 0', '"confidence": 00'),
    ('"score": 0.', '"score": .'),
    ('"reason": null', '"reason": NaN'),
    ("\n", "\n\n"),
]


@pytest.mark.parametrize("form", ["json", "line"])
def test_there_is_one_way_to_write_an_answer(answer, folder, tmp_path, form):
    text = FORMS[form](answer)
    for old, new in SPELLINGS:
        assert old in text
        (tmp_path / "out.json").write_text(text.replace(old, new, 1))
        try:
            assert not prove(tmp_path / "out.json", folder).holds, new
        except ExportError as error:
            assert "\n" not in str(error)


def test_keys_stand_in_one_order(answer, folder, tmp_path):
    form = to_export_data(answer)
    (tmp_path / "out.json").write_text(json.dumps(dict(reversed(form.items())), indent=1) + "\n")
    assert not prove(tmp_path / "out.json", folder).faithful


NAMES = {
    "json": ("a.json", "a.jsonl", "a.JSON", "a", "a.txt"),
    "markdown": ("a.md", "a.markdown", "a", "a.txt"),
    "html": ("a.html", "a.htm", "a", "a.txt"),
    "line": ("a.json", "a.jsonl", "a.JSON", "a", "a.txt"),
}


@pytest.mark.parametrize("form", NAMES)
def test_a_file_is_called_what_it_is(answer, folder, tmp_path, form):
    wrong = {"a.html.", "a.svg", "a.html.bak"}
    for name in wrong.union(*NAMES.values()):
        path = tmp_path / name
        path.write_text(FORMS[form](answer), encoding="utf-8")
        if name in NAMES[form]:
            assert prove(path, folder).holds
        else:
            with pytest.raises(
                ExportError, match="and its name has another ending; expected the ending"
            ):
                prove(path, folder)


def test_a_page_holds_one_answer(answer, folder, tmp_path):
    (tmp_path / "out").write_text(to_html(answer) * 2, encoding="utf-8")
    assert not prove(tmp_path / "out", folder).faithful


def test_a_second_data_block_is_forged(answer, folder, tmp_path):
    for n, export in enumerate((to_html, to_markdown)):
        block = (
            f"{OPENINGS[n]}{embedded(to_export_data(answer))}{('</script>', chr(10) + '-->')[n]}"
        )
        for text in (export(answer) + block, block + export(answer)):
            (tmp_path / "out").write_text(text, encoding="utf-8")
            assert not prove(tmp_path / "out", folder).faithful


@pytest.mark.parametrize("question", ["Who\u202e?", "Who  came?", " Who?", "Who\u200b?", "?"])
def test_a_question_that_nobody_could_ask_is_forged(answer, folder, tmp_path, question):
    (tmp_path / "out").write_text(to_html(replace(answer, question=question)), encoding="utf-8")
    assert not prove(tmp_path / "out", folder).holds


@pytest.mark.parametrize("form", FORMS)
def test_one_letter_altered_anywhere_is_seen(answer, folder, tmp_path, form):
    text, path = FORMS[form](answer), tmp_path / "out"
    places = [i for i in range(len(text)) if text.startswith("stone", i)]
    assert places
    for place in places:
        path.write_text(text[:place] + "stove" + text[place + 5 :], encoding="utf-8")
        # Data alone may say of anything that it was asked; a page shows it.
        asked = form not in SHOWN and text[:place].endswith("hit a ")
        assert prove(path, folder).holds == asked


def test_an_answer_that_is_not_the_quote_is_forged(answer, folder, tmp_path):
    form = to_export_data(answer) | {"answer": "A pear fell."}
    (tmp_path / "out").write_text(json.dumps(form))
    found = prove(tmp_path / "out", folder)
    assert states(found)[0] == "forged" and not found.holds
    assert found.citations[0].verdict.reason == (
        "the answer that is stated, 'A pear fell.', is not its quote"
    )


def test_a_page_that_shows_something_else_is_not_faithful(answer, folder, tmp_path):
    path = tmp_path / "out"
    path.write_text(to_html(answer).replace("<b>", "<b>Not: ", 1))
    found = prove(path, folder)
    assert set(states(found)) == {"verified"}
    assert not found.faithful and not found.holds


def test_a_changed_seed_is_seen(answer, folder, tmp_path):
    (tmp_path / "out").write_text(to_json(answer))
    (folder / "a.txt").write_text(TEXT.replace("apple", "pear"))
    assert "changed" in states(prove(tmp_path / "out", folder))


@pytest.mark.parametrize("form", FORMS)
def test_an_abstention_proves_nothing(answer, folder, tmp_path, form):
    silent = replace(answer, text=None, reason="nothing near", citations=())
    (tmp_path / "out").write_text(FORMS[form](silent), encoding="utf-8")
    found = prove(tmp_path / "out", folder)
    assert found.faithful and not found.holds
    assert found.unanswered == (answer.question,) * found.answers and found.citations == ()


def test_an_abstention_among_answers_is_not_proved(answer, folder, tmp_path):
    silent = replace(answer, text=None, reason="nothing near", citations=())
    (tmp_path / "out").write_text(to_markdown(answer) + to_markdown(silent), encoding="utf-8")
    found = prove(tmp_path / "out", folder)
    assert states(found) == ["verified"] * len(answer.citations) and not found.holds


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "out holds no answer"),
        (b"[]", "out holds no answer"),
        (b"no answer at all", "out holds no answer"),
        (b"{", "out holds no answer that can be read"),
        (b"[" * 100_000, "out holds no answer"),
        (b'{"a":' * 100_000, "out holds no answer that can be read"),
        (b"{}", "answer 1 of .*out is not an exported answer"),
        (b"\xff\xfe", "out cannot be read"),
    ],
)
def test_what_is_no_export_is_said(folder, tmp_path, content, message):
    (tmp_path / "out").write_bytes(content)
    with pytest.raises(ExportError, match=f"{message}.*; expected .*; export"):
        prove(tmp_path / "out", folder)


def test_a_missing_file_and_a_missing_folder_are_said(answer, folder, tmp_path):
    with pytest.raises(ExportError, match="none cannot be read"):
        prove(tmp_path / "none", folder)
    (tmp_path / "out").write_text(to_json(answer))
    with pytest.raises(SeedsError, match="does not exist"):
        prove(tmp_path / "out", tmp_path / "none")


def test_a_file_that_is_too_large_is_refused(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(proof, "MAX_BYTES", 10**6)
    (tmp_path / "out").write_bytes(b" " * (10**6 + 1))
    with pytest.raises(ExportError, match="is larger than 1 MB"):
        prove(tmp_path / "out", folder)


@pytest.mark.parametrize("name", ["/dev/zero", "fifo", "folder"])
def test_what_is_no_file_is_neither_read_nor_waited_for(folder, tmp_path, name):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(ExportError, match=r"is not a regular file|cannot be read"):
        prove(tmp_path / name, folder)


def test_what_is_too_large_is_not_read_to_its_end(folder, tmp_path):
    with (tmp_path / "out").open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(ExportError, match="is larger than 10 MB"):
        prove(tmp_path / "out", folder)


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Assistant:
    index = tmp_path_factory.mktemp("real")
    build(SEEDS, index, embedder=open_embedder())
    return Assistant.open(index, settings=Settings())


def test_real_answers_are_proved_from_the_seed_article(real, tmp_path):
    answer = real.ask("When does Blinken visit Korea?")
    for export in (to_json, to_markdown, to_html):
        (tmp_path / "out").write_text(export(answer), encoding="utf-8")
        assert prove(tmp_path / "out", SEEDS).holds


@pytest.fixture
def disputed(seeds) -> tuple[Path, Answer]:
    """Two dated articles that disagree, and the answer to them."""
    told = {
        "2024-03-05": "The quay will cost $42 million.",
        "2023-11-30": "It will cost $24 million.",
    }
    folder = seeds({f"{day}.txt": f"---\npublished: {day}\n---\n{t}" for day, t in told.items()})
    articles = read_seeds(folder).articles
    spans = [
        AnswerSpan(passage, span_of(f"${number} million", passage.article.text), score)
        for article, number, score in zip(articles, (24, 42), (0.6, 0.5), strict=True)
        for passage in split_passages(article, count_tokens=len, max_tokens=1000)
    ]
    first, *others = competing("?", spans, duplicate_groups={}, threshold=0.3, limit=3)
    hits = tuple(
        Hit(s.passage, score=1.0, rank=n, dense=0.5, lexical=0.5, sentences=(0.5,))
        for n, s in enumerate(spans, start=1)
    )
    return folder, Answer("How much will it cost?", first.text, None, first.confidence,
                          first.citations, hits, 1, 1.0, tuple(spans),
                          alternatives=tuple(others))  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_evidence_of_other_answers_is_proved_too(disputed, tmp_path, form):
    folder, answer = disputed
    path = tmp_path / "out"
    path.write_text(FORMS[form](answer), encoding="utf-8")
    found = prove(path, folder)
    assert found.holds and states(found) == ["verified"] * 2 * found.answers
    if form in SHOWN:
        shown = path.read_text().split("article-qa")[0]
        assert "The articles disagree" in shown and "2023-11-30 · confidence" in shown
    (folder / "2023-11-30.txt").write_text("It will cost nothing.")
    assert states(prove(path, folder))[:2] == ["verified", "changed"]


def test_another_answer_is_the_quote_of_its_evidence(disputed, tmp_path):
    folder, answer = disputed
    text = to_json(answer).replace('"answer": "$24 million"', '"answer": "$2 million"')
    (tmp_path / "out.json").write_text(text)
    assert states(prove(tmp_path / "out.json", folder)) == ["verified", "forged"]


@pytest.mark.parametrize("key", ["alternatives", "citations"])
def test_a_file_of_an_earlier_version_has_to_be_made_again(answer, folder, tmp_path, key):
    data = to_export_data(answer)
    data.pop(key) if key == "alternatives" else data[key][0].pop("paragraph")
    (tmp_path / "out.json").write_text(standalone(data))
    with pytest.raises(ExportError, match=r"no key '\w+'\); .*; export it again"):
        prove(tmp_path / "out.json", folder)
