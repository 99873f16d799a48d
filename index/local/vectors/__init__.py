"""The vectors of an index in a folder: FAISS, how exact it is, and carrying vectors over."""
