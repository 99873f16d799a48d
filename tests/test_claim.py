from dataclasses import fields

from qa.answer import Citation
from qa.evidence.claim import Claim


def test_a_claim_has_the_fields_of_a_citation():
    """So that the one can be shown and verified as the other is."""
    of_claim = {field.name for field in fields(Claim)}
    assert of_claim - {"passage"} == {field.name for field in fields(Citation)}
