from page.server.rate_limiter import MAX_KEYS, RateLimiter


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_may_take_a_burst_and_then_as_many_as_are_refilled():
    clock = Clock()
    limiter = RateLimiter(per_second=1, burst=3, clock=clock)
    assert [limiter.allow("ann") for _ in range(4)] == [True, True, True, False]
    assert limiter.allow("bob")
    clock.now = 1.0
    assert [limiter.allow("ann") for _ in range(2)] == [True, False]


def test_the_memory_of_keys_is_bounded():
    limiter = RateLimiter(per_second=1, burst=1, clock=Clock())
    for n in range(MAX_KEYS + 10):
        limiter.allow(str(n))
    assert len(limiter._buckets) == MAX_KEYS
