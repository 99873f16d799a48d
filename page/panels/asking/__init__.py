"""The surroundings of an answer: the start before the first question, and the topic so far.

Owns no HTML of an answer itself.
"""
