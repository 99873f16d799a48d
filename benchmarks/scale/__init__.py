"""An index in a Milvus server: ingest by workers, growth, and the arithmetic of a cluster."""
