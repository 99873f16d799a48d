import gzip
import os
import threading
from pathlib import Path

import pytest

from index.files.bounded import read_bounded

MOST = 2_000_000


def test_as_many_bytes_as_may_be_are_read(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * MOST)
    assert read_bounded(tmp_path / "a", MOST) == b"x" * MOST
    with pytest.raises(OSError, match="it is larger than 1 MB"):
        read_bounded(tmp_path / "a", MOST - 1)


def test_a_bomb_of_gzip_is_not_unpacked_whole(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"x" * (MOST + 1)))
    with pytest.raises(OSError, match="it is larger than 2 MB"):
        read_bounded(tmp_path / "a.gz", MOST, unzip=True)
    assert read_bounded(tmp_path / "a.gz", MOST + 1, unzip=True) == b"x" * (MOST + 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name")
def test_a_pipe_is_waited_for_where_one_may_be_alone(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="it is not a regular file"):
        read_bounded(pipe, MOST)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"x",))
    writer.start()
    assert read_bounded(pipe, MOST, pipe=True) == b"x"
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.parametrize("pipe", [False, True])
def test_a_device_without_end_is_not_read(pipe):
    with pytest.raises(OSError, match="it is not a regular file"):
        read_bounded(Path("/dev/zero"), MOST, pipe=pipe)
