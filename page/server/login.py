"""The login check: how often a password may be tried, and in which thread it is hashed.

Owns the limits by name and over all names, whatever address the attempts come from. Passwords are
checked one at a time in a thread of their own, so that guessing uses one core and delays nobody.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.exceptions import HTTPException

from page.server.rate_limiter import Clock, RateLimiter

PER_NAME, IN_TOTAL = 10, 60  # attempts a minute


class LoginCheck:
    """Checks a name and a password with ``check``, as Gradio calls it."""

    def __init__(
        self, verify: Callable[[str, str], bool], *, clock: Clock = time.monotonic
    ) -> None:
        self._verify = verify
        self._by_name = RateLimiter(per_second=PER_NAME / 60, burst=PER_NAME, clock=clock)
        self._total = RateLimiter(per_second=IN_TOTAL / 60, burst=IN_TOTAL, clock=clock)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="login")

    async def check(self, name: str, password: str) -> bool:
        """True when they belong together. Raises HTTPException 429 after too many attempts."""
        if not self._by_name.allow(name) or not self._total.allow():
            raise HTTPException(
                429, "too many login attempts; expected fewer in a minute; wait a minute"
            )
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._verify, name, password)
