import pytest

from qa.values.name_kinds import kind_of_name

ARTICLE = (
    "Mayor Ann Lee counted the dogs in Ore. “They bark,” said Bob Ray. The Sea Institute in Ore"
    " pays for them. Lee likes Rex. New Ore is elsewhere."
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Lee", "person"),
        ("Lee's", "person"),
        ("Bob Ray", "person"),
        ("Ore", "place"),
        ("Sea Institute", "body"),
        ("NATO", "body"),
        ("Society of Authors", "body"),
        ("Rex", None),
        ("Tom Fox", None),
    ],
)
def test_the_words_of_a_name_and_those_beside_it_show_its_kind(name, kind):
    assert kind_of_name(name, ARTICLE) == kind
