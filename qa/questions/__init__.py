"""Questions as people ask them: their kind, their parts, and what they leave to be understood."""
