"""Questions as people ask them: their spelling, other names of what they name, their parts, the
filter they name, and what a follow-up leaves to be understood.
"""
