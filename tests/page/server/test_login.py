import asyncio
import threading

import pytest
from starlette.exceptions import HTTPException

from page.server.login import IN_TOTAL, PER_NAME, LoginCheck


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def tries(check, names):
    """Status of each try: 200, 400 or 429."""

    async def run():
        found = []
        for name in names:
            try:
                found.append(200 if await check.check(name, "secret") else 400)
            except HTTPException as error:
                found.append(error.status_code)
        return found

    return asyncio.run(run())


def test_right_and_wrong_passwords_are_told_apart():
    check = LoginCheck(lambda name, password: (name, password) == ("ann", "secret"))
    assert tries(check, ["ann", "bob"]) == [200, 400]


def test_a_name_and_all_names_together_have_few_tries_a_minute():
    clock = Clock()
    check = LoginCheck(lambda name, password: False, clock=clock)
    assert tries(check, ["ann"] * (PER_NAME + 1)) == [400] * PER_NAME + [429]
    others = [str(n) for n in range(IN_TOTAL)]
    assert tries(check, others).count(400) == IN_TOTAL - PER_NAME
    clock.now = 60.0
    assert tries(check, ["ann"]) == [400]


def test_a_password_is_checked_beside_the_loop_that_answers_others():
    loop_thread = threading.get_ident()
    seen = []
    check = LoginCheck(lambda name, password: bool(seen.append(threading.get_ident())))
    tries(check, ["ann"])
    assert seen and seen[0] != loop_thread


def test_too_many_tries_are_told_in_one_line():
    check = LoginCheck(lambda name, password: False, clock=Clock())
    tries(check, ["ann"] * PER_NAME)
    with pytest.raises(HTTPException, match="too many login attempts; expected fewer"):
        asyncio.run(check.check("ann", "secret"))
