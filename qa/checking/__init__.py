"""A text checked against the articles, sentence by sentence: its quotes, values and statements."""
