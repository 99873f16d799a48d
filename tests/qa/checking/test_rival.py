from qa.checking.rival import rival_of
from qa.values.values import values_in

ARTICLE = (
    "Ann Lee and Bob Ray counted the dogs of Ore Park. Lee said that the African dogs of Ray bark."
)


def rival(name: str, statement: str, found: str) -> str | None:
    value = next(v for v in values_in(statement) if v.text == name)
    other = rival_of(value, statement, found, values_in(found), ARTICLE)
    return other and other.text


def test_another_name_that_the_statement_lacks_stands_in_the_place_of_one():
    assert rival("Bob Ray", "It was Bob Ray.", "Ann Lee") == "Ann Lee"
    assert rival("Tom Fox", "It was Tom Fox.", "Ann Lee") == "Ann Lee"


def test_of_several_names_found_the_one_that_the_statement_lacks_is_taken():
    assert rival("Tom Fox", "Bob Ray and Tom Fox came.", "Bob Ray and Ann Lee") == "Ann Lee"


def test_what_the_statement_states_otherwise_is_no_rival():
    assert rival("Bob Ray", "Lee saw Bob Ray.", "Ann Lee") is None
    assert rival("Bob Ray", "It was Bob Ray.", "Ann Lee and Bob Ray") is None


def test_a_park_is_no_rival_of_a_person():
    assert rival("Bob Ray", "It was Bob Ray.", "Ore Park") is None


def test_a_name_that_describes_a_word_is_a_rival_only_of_one_that_does():
    assert rival("Oran", "They have Oran.", "African dogs") is None
    assert rival("Oran", "They have Oran cats.", "African dogs") == "African"


def test_a_date_is_opposed_only_by_one_that_states_the_same_part():
    assert rival("October", "It was held in October.", "1951") is None
    assert rival("October", "It was held in October.", "May 1951") == "May 1951"


def test_an_amount_is_opposed_only_by_one_in_the_same_unit():
    assert rival("two", "It took two months.", "ten weeks") is None
    assert rival("two", "It took two weeks.", "ten weeks") == "ten"
    assert rival("two", "It took two.", "ten weeks") == "ten"
