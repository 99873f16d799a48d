"""The head of the page: its name, the choice of its colours, and the state of the index."""
