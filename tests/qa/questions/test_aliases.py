from __future__ import annotations

import pytest

from index.errors import SettingsError
from qa.questions.aliases import Aliases


@pytest.fixture(scope="module")
def packaged(tmp_path_factory) -> Aliases:
    return Aliases.read(tmp_path_factory.mktemp("none") / "aliases.txt")


def reworded(aliases: Aliases, question: str) -> list[str]:
    return [rewording.question for rewording in aliases.rewordings(question)]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who leads the ROK?", "Who leads the South Korea?"),
        ("who leads south korea?", "who leads ROK?"),
        ("What does the U.S. want?", "What does the United States want?"),
        ("Did WWII end in May?", "Did Second World War end in May?"),
        ("Is NYC's mayor here?", "Is New York City's mayor here?"),
    ],
)
def test_a_name_is_exchanged_for_the_others_of_its_group(packaged, question, other):
    assert other in reworded(packaged, question)


@pytest.mark.parametrize(
    "question", ["Who told us?", "who fed the mit?", "What rocks?", "Is Rokossovsky here?", ""]
)
def test_another_word_is_no_name(packaged, question):
    assert reworded(packaged, question) == []


def test_a_name_within_a_longer_one_is_none(tmp_path):
    file = tmp_path / "aliases.txt"
    file.write_text("York = Eboracum\nNew York = Big Apple\n")
    aliases = Aliases.read(file)
    assert reworded(aliases, "Where is New York?") == ["Where is Big Apple?"]
    assert reworded(aliases, "Where is York?") == ["Where is Eboracum?"]


def test_a_file_adds_to_the_packaged_names(tmp_path, packaged):
    file = tmp_path / "aliases.txt"
    file.write_text("# ours\n\nDirector Moon = Moon Seong-mook = Moon # the director\n", "utf-8")
    aliases = Aliases.read(file)
    assert aliases.groups == (*packaged.groups, ("Director Moon", "Moon Seong-mook", "Moon"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"ROK = South Korea\nROK\n", r"^line 2 of .* is 'ROK'; expected names .*; write it so"),
        (b"ROK =\n", r"^line 1 of .* is 'ROK ='; expected names of one thing"),
        (b"\xff\xfe", r"cannot be read .*; expected a text in UTF-8 .*; set QA_ALIASES"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path, content, message):
    file = tmp_path / "aliases.txt"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        Aliases.read(file)


def test_texts_tell_which_name_they_use(packaged):
    (rewording, *_) = packaged.rewordings("Who leads the ROK?")
    assert rewording.is_typed_in("An ROK official.") and not rewording.is_typed_in("A rock.")
    assert rewording.is_exchanged_in("In South Korea.")
