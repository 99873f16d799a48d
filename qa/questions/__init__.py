"""Questions as people ask them: their spelling, their parts, the filter they name, and what a
follow-up leaves to be understood.
"""
