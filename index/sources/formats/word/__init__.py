"""Word documents (.docx): the text that a reader of the document sees."""
