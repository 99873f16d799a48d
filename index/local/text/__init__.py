"""The text of an index in a folder: articles, passages and sentences as rows of files."""
