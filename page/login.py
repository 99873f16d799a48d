"""The check of a login: how often one may be tried, and that others do not wait for it.

Owns the limits by name and over all names, whatever address the tries come from. A password is
checked in a thread of its own, one at a time, so that guessing takes one core and no request waits.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from starlette.exceptions import HTTPException

from page.credentials import Credentials
from page.rates import Buckets, Clock

BY_NAME, IN_ALL = 10, 60  # tries a minute


class LoginCheck:
    """Says whether a name and a password belong together, as Gradio asks it."""

    def __init__(self, credentials: Credentials, *, clock: Clock = time.monotonic) -> None:
        self._credentials = credentials
        self._by_name = Buckets(BY_NAME / 60, BY_NAME, clock)
        self._in_all = Buckets(IN_ALL / 60, IN_ALL, clock)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="login")

    async def check(self, name: str, password: str) -> bool:
        """Raises HTTPException, status 429, where there were too many tries of late."""
        if not self._by_name.take(name) or not self._in_all.take():
            raise HTTPException(
                429, "busy: too many tries of a password; expected fewer; try again in a minute"
            )
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._credentials, name, password)
