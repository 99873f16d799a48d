"""PDF: the text that a page shows, in the order in which people read it."""
