"""Word documents: the text that a reader of the document sees."""
