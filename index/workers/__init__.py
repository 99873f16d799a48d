"""Who does the work of a build: this process, or workers elsewhere."""
