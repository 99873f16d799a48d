"""Pairs of question and passage: drawn from the data, made by rule, cut to length, in batches."""
