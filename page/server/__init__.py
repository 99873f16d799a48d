"""The server's side of the page: address, logins, queues, and the checks that a request passes.

Knows nothing of what is on the page.
"""
