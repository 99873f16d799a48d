from dataclasses import fields

from qa.answer import Citation
from qa.evidence.claim import Claim


def test_a_citation_is_a_claim_without_fields_of_its_own():
    """So that the one can be written, shown and verified as the other is."""
    assert issubclass(Citation, Claim) and fields(Citation) == fields(Claim)
