"""An answer as a file with its evidence: written, and read back strictly."""
