"""The index kept in a Milvus server instead of a folder: rows that are fetched by number, seen by
the generation that reads them, and published by one row of the catalog.
"""
