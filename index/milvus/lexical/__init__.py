"""The words of an index in a server: postings in blocks, their segments, and BM25 over them."""
