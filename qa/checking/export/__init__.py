"""A checked text as a file with its marks and evidence, and the proof of such a file."""
