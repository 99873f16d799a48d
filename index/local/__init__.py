"""An index in a folder: its files, its generations, building and opening it."""
