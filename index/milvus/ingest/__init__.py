"""Files into rows of a server: in batches, which workers read, embed and write."""
