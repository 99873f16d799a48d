"""The words of an index in a folder: terms of passages, postings, and BM25 over them."""
