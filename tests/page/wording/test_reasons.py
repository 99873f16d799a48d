import pytest

from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.reasons import KNOWN, translated
from qa.evidence.explanation import explain, rank_passage
from qa.text.phrases import INCOMPLETE, NOT_COMPUTED

APPLES = (
    "An apple fell on the stone.\n\nThe river rose.\n\nAn apple, an apple: it is a stone apple."
)
NAMES = [name for name in ENGLISH.texts if name.startswith(KNOWN)]


@pytest.mark.parametrize(
    ("threshold", "question", "said"),
    [
        (1.0, "Who is the king?", "kein Artikel hat ein Wort mit der Frage gemeinsam"),
        (1.0, "How many apples fell?", "es wurden Textstellen gefunden, doch die beste"),
        (1.0, "How many apples sank?", "keine enthält „sank“"),
        (0.5, "Who is she?", "nicht klar, wer oder was mit „she“ gemeint ist"),
        (0.5, "사과는 어디에 떨어졌나요?", "in einer anderen Schrift (Hangul)"),
        (1.0, "Did the apple hit a stone?", "es gibt mehrere verschiedene Antworten"),
    ],
)
def test_why_there_is_no_answer_is_said_in_the_language(host, threshold, question, said):
    answer = host({"a.txt": APPLES}, threshold=threshold).assistant.ask(question)
    assert said in (translated(answer.reason or "", GERMAN) or "")
    assert translated(answer.reason or "", ENGLISH) == answer.reason


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_why_a_passage_is_cited_or_not_is_said_in_the_language(host, threshold):
    files = {"a.txt": APPLES, "b.txt": APPLES} | {f"{n}.txt": f"A pear {n}." for n in range(20)}
    opened = host(files, threshold=threshold)
    answer = opened.assistant.ask("Did the apple hit a stone?")
    reasons = [one.reason for one in explain(answer, opened.assistant.retrieve("apple", 30))]
    reasons.append(rank_passage(opened.assistant, answer.question, "7.txt").reason)
    for reason in reasons:
        assert translated(reason, ENGLISH) == reason
        assert translated(reason, GERMAN) not in (None, reason)


def test_a_part_that_did_not_answer_is_told_after_the_reason():
    reason = f"nothing near the question was found; {NOT_COMPUTED}; {INCOMPLETE}"
    assert translated(reason, ENGLISH) == reason
    assert str(translated(reason, GERMAN)).count("; ") == 2


def test_what_is_not_known_is_left():
    assert translated("the file is gone", GERMAN) is None
    assert translated("nothing near the question was found; x", GERMAN) is None


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_is_recognised_by_its_own_text(name):
    places = {"first": "“a”", "second": "“b; c”", "score": "12%", "needed": "34%", "citation": "1",
              "answer": "“x”", "confidence": "50%", "article": "a.txt", "rank": "3",
              "read": "10", "words": "“old” or “quay”", "word": "she",
              "script": "Hangul"}  # fmt: skip
    german = {"first": "„a“", "second": "„b; c“", "score": "12\N{NO-BREAK SPACE}%",
              "needed": "34\N{NO-BREAK SPACE}%", "answer": "„x“",
              "confidence": "50\N{NO-BREAK SPACE}%", "words": "„old“ oder „quay“"}  # fmt: skip
    said = ENGLISH.texts[name].format(**places)
    assert translated(said, ENGLISH) == said
    assert translated(said, GERMAN) == GERMAN.texts[name].format(**places | german)
