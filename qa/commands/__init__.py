"""The command line: its parser, its commands, and the printing of results."""
