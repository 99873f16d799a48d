"""An answer as JSON: its keys, their types and how values are rounded. Pure.

The form that ``qa ask --json``, exported files and the page's endpoints have in common.
"""
