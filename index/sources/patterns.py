"""Patterns of text that splitting and several formats share. Knows nothing of either."""

# The end of a sentence, a clause or a lead-in, with closing quotation marks and brackets.
SENTENCE_END = r"""[.!?…。！？:;]["'”’»)\]]*$"""
FIRST_EAST_ASIAN = "\u2e80"  # from here on, characters are East Asian or other symbols
