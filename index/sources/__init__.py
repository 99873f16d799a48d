"""The seeds folder: its files, their text, the passages cut from them, and changes to them."""
