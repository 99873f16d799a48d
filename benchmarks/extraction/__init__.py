"""How much of an article is kept, and how much else comes along: PDFs and web pages."""
