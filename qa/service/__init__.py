"""The interface for programs: its endpoints, and a server of them for the Model Context Protocol.

The page offers the same endpoints over HTTP. Knows nothing of the page or of the command line.
"""
