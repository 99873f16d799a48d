from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import IndexLockedError
from index.milvus import lease
from index.milvus.lease import WRITER, Lease
from tests.support.processes import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(lease, "WRITE_DELAY", 0.1)


@pytest.fixture
def catalog(news):
    yield news.catalog
    news.catalog.remove([WRITER])


def writer(catalog):
    return catalog.read(WRITER, strong=True)


def test_who_writes_is_told_and_leaves_nothing(catalog):
    with Lease(catalog).acquired():
        message = (
            r"^the index is being written by process \d+ on .*; expected one writer at a time; wait"
        )
        with pytest.raises(IndexLockedError, match=message), Lease(catalog).acquired():
            pytest.fail("it was held twice")
        assert writer(catalog)
    assert writer(catalog) is None
    with Lease(catalog).acquired():
        pass


def test_a_lease_ends_with_what_was_raised_meanwhile(catalog):
    with pytest.raises(KeyboardInterrupt), Lease(catalog).acquired():
        raise KeyboardInterrupt
    assert writer(catalog) is None


def test_a_writer_that_died_is_passed_over_in_time(catalog, monkeypatch):
    catalog.write(WRITER, {"who": "process 1 on moon", "id": "other", "at": time.time() - 20})
    with pytest.raises(IndexLockedError, match="process 1 on moon"), Lease(catalog).acquired():
        pass
    monkeypatch.setattr(lease, "TAKEOVER_TIMEOUT", 19.0)
    with Lease(catalog).acquired():
        assert writer(catalog)["id"] != "other"


def test_there_are_signs_of_life(catalog, monkeypatch):
    monkeypatch.setattr(lease, "HEARTBEAT_INTERVAL", 0.05)
    with Lease(catalog).acquired():
        first = writer(catalog)["at"]
        wait_until(lambda: writer(catalog)["at"] > first)
    assert not [one for one in threading.enumerate() if one.name == "lease"]


def test_whoever_lost_the_lease_finds_out(catalog):
    mine = Lease(catalog)
    with mine.acquired():
        mine.check()
        catalog.write(WRITER, {"who": "process 2 on moon", "id": "other", "at": time.time()})
        with pytest.raises(IndexLockedError, match=r"^the lease .* lost to process 2 on moon; "):
            mine.check()
    assert writer(catalog)["id"] == "other"


def test_a_lease_that_was_lost_is_never_renewed(catalog, monkeypatch):
    monkeypatch.setattr(lease, "HEARTBEAT_INTERVAL", 0.05)
    mine = Lease(catalog)
    with mine.acquired():
        other = {"who": "process 2 on moon", "id": "other", "at": time.time()}
        catalog.write(WRITER, other)
        time.sleep(0.5)
        assert writer(catalog) == other
        for renew in (mine.renew, lambda: mine.claim(7)):
            with pytest.raises(IndexLockedError, match="was lost"):
                renew()
        assert writer(catalog) == other


def test_who_gave_no_sign_of_life_for_long_has_lost_it_whatever_the_row_says(catalog, monkeypatch):
    mine = Lease(catalog)
    with mine.acquired():
        mine.check()
        monkeypatch.setattr(lease, "LEASE_TIMEOUT", 0.0)
        assert writer(catalog)["id"] == mine.id
        with pytest.raises(IndexLockedError, match=r"^the lease to write the index was lost; "):
            mine.check()
    assert writer(catalog) is None


def test_a_heartbeat_that_arrives_after_the_lease_is_lost_leaves_nothing(catalog, monkeypatch):
    mine = Lease(catalog)
    write = catalog.write

    def write_late(name, body):
        write(name, body)
        monkeypatch.setattr(lease, "LEASE_TIMEOUT", 0.0)  # stopped on the way for long

    with mine.acquired():
        monkeypatch.setattr(catalog, "write", write_late)
        with pytest.raises(IndexLockedError, match=r"^the lease to write the index was lost; "):
            mine.claim(7)
        assert writer(catalog)["id"] == mine.id
    assert writer(catalog) is None


def test_turns_and_numbers_are_higher_than_those_of_who_was_passed_over(catalog):
    lost = {"who": "process 1 on moon", "id": "other", "at": 0.0, "turn": 70, "number": 80}
    catalog.write(WRITER, lost)
    mine = Lease(catalog)
    with mine.acquired():
        assert (mine.fencing_token, mine.number) == (71, 80)
        mine.claim(81)
        assert (writer(catalog)["turn"], writer(catalog)["number"]) == (71, 81)
    again = Lease(catalog)
    with again.acquired():
        assert again.fencing_token == catalog.read_with_token(WRITER)[1] + 1


def test_of_two_that_begin_at_once_one_goes_on(catalog, monkeypatch):
    monkeypatch.setattr(lease, "WRITE_DELAY", 0.5)
    begin = threading.Barrier(2)

    def go_on() -> bool:
        begin.wait()
        try:
            with Lease(catalog).acquired():
                time.sleep(1)
        except IndexLockedError:
            return False
        return True

    with ThreadPoolExecutor() as pool:
        both = [pool.submit(go_on) for _ in range(2)]
        assert sorted(one.result() for one in both) == [False, True]
