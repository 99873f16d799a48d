from __future__ import annotations

import pickle

import pytest

from index.errors import WorkersError
from index.workers.environment import local_versions
from index.workers.tasks import _picklable, pickled_call, run_task


def test_what_is_packed_needs_no_package_to_be_passed_on():
    packed = pickled_call(run_task, local_versions(), abs, -3)
    assert isinstance(packed, bytes)
    assert pickle.loads(packed).result() == 3


def test_what_the_work_raises_is_raised_again_with_its_fields():
    with pytest.raises(ValueError, match="invalid literal"):
        run_task(local_versions(), int, "x").result()


def test_an_error_that_cannot_travel_says_what_it_was():
    class LocalError(Exception):
        pass

    error = _picklable(LocalError("why"))
    assert (type(error), str(error)) == (RuntimeError, "LocalError: why")


def test_a_worker_that_comes_late_is_compared_too():
    other = {**local_versions(), "syntok": "0.1", "Python": "2.7"}
    with pytest.raises(
        WorkersError,
        match=r"^the worker \S+ has Python 3\.\d+, syntok [\d.]+; expected what is here:"
        r" Python 2\.7, syntok 0\.1; install the same versions there and restart the worker$",
    ):
        run_task(other, abs, 1).result()
