"""The server's side of the page: address, logins, queues, connections and logs.

Knows nothing of what is on the page, nor of single requests (see middleware/).
"""
