"""The panels of the page: the HTML that each shows, and what its controls do.

Retrieving, reading and verifying are done by the libraries; a panel renders their results.
"""
