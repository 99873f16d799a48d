"""Classes of characters that can mislead a reader or drive a terminal, as parts of regex classes.

Owns which character is in which class. What is done with them is html.py's, printable.py's and
question.py's.
"""

CONTROLS = "\x00-\x1f\x7f-\x9f"
OVERRIDES = "\u202a-\u202e"  # embed or override the direction of text
MARKS = "\u061c\u200b\u200e\u200f\u2060-\u2069\ufeff"  # invisible; joiners of scripts are not here
TAGS = "\u206a-\u206f\U000e0000-\U000e007f"  # invisible and deprecated
FILLERS = "\u115f\u1160\u180e\u3164\uffa0\ufff9-\ufffb"  # blank, or annotations
SURROGATES = "\ud800-\udfff"
