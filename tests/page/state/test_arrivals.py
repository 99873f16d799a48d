from page.state.arrivals import Arrivals


def test_files_that_came_or_changed_since_a_generation_that_is_kept(host, seeds):
    opened = host({"a.txt": "An apple fell.", "b.txt": "A pear fell.", "c.txt": "A fig fell."})
    (seeds({"a.txt": "An apple rolled.", "d.txt": "A nut fell."}) / "c.txt").unlink()
    opened.update()
    assert Arrivals(opened).since(1) == {"a.txt", "d.txt"}


def test_nothing_is_new_since_the_newest_or_one_that_is_not_kept(host, seeds):
    opened = host({"a.txt": "An apple fell."})
    for n in range(4):
        seeds({"a.txt": f"Apple {n} fell."})
        opened.update()
    arrivals = Arrivals(opened)
    assert [bool(arrivals.since(seen)) for seen in (-1, 0, 1, 4, 5, 99)] == [
        False, False, False, True, False, False,
    ]  # fmt: skip
