"""Answers in the form that a kind of question asks for: yes or no, lists, whole phrases."""
