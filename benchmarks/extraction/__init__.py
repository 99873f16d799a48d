"""The shares of an article that are kept, and of what comes along: PDFs and web pages."""
