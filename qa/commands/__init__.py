"""The command line: its words, what each command does, and how results are printed."""
