"""The texts of the page, in each of its languages.

Owns which languages there are and which one a request is answered in. Panels and tabs hold no text
of their own: they take a ``Wording`` and name what is to be said.
"""
