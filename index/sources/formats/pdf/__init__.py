"""PDF: the visible text of each page, in reading order."""
