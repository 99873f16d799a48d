"""The values that a text states: its dates, amounts and names, and when two are the same."""
