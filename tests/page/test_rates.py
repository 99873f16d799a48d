from page.rates import REMEMBERED, Buckets


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_may_take_a_burst_and_then_as_many_as_are_refilled():
    clock = Clock()
    buckets = Buckets(1, 3, clock)
    assert [buckets.take("ann") for _ in range(4)] == [True, True, True, False]
    assert buckets.take("bob")
    clock.now = 1.0
    assert [buckets.take("ann") for _ in range(2)] == [True, False]


def test_the_memory_of_keys_is_bounded():
    buckets = Buckets(1, 1, Clock())
    for n in range(REMEMBERED + 10):
        buckets.take(str(n))
    assert len(buckets._left) == REMEMBERED
