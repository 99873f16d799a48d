"""The library: the articles of the index and the files of the folder, to browse, search and read.

Owns their HTML and what a control in it does. Knows nothing of how files are written.
"""
