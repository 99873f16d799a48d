import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding import network
from index.embedding.network import CLS, SEP, Network, available_cores, open_tokenizer
from index.embedding.packaged import DIM, ENCODER, ENCODER_SHA256
from index.errors import ModelError


def test_a_network_runs():
    ids = np.array([[CLS, 2054, SEP]])
    (hidden,) = Network(ENCODER, ENCODER_SHA256).run({"ids": ids})
    assert (hidden.shape, hidden.dtype) == ((1, 3, DIM), np.float32)


def test_threads_that_come_first_together_load_a_network_once(tmp_path, monkeypatch):
    path, loaded = tmp_path / "encoder.onnx", []
    shutil.copy(ENCODER, path)
    read = network.read_verified

    def told(*asked: object) -> bytes:
        loaded.append(asked)
        return read(*asked)

    monkeypatch.setattr(network, "read_verified", told)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: Network(path, ENCODER_SHA256).load(), range(8)))
    assert loaded == [(path, ENCODER_SHA256)]


def test_a_damaged_file_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "encoder.onnx"
    shutil.copy(ENCODER, path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        Network(path, ENCODER_SHA256).load()
    assert caught.value.found.startswith("the packaged encoder.onnx has SHA-256 ")
    assert caught.value.expected == f"{ENCODER_SHA256[:12]}..."
    assert caught.value.cure == "reinstall it: pip install --force-reinstall article-qa"


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(network, "TOKENIZER", tmp_path / "tokenizer.json")
    open_tokenizer.cache_clear()
    with pytest.raises(ModelError, match=r"tokenizer\.json has SHA-256 of no file"):
        open_tokenizer()


def test_the_tokenizer_neither_cuts_off_nor_pads():
    open_tokenizer.cache_clear()
    tokenizer = open_tokenizer()
    assert (tokenizer.truncation, tokenizer.padding) == (None, None)
    assert tokenizer is open_tokenizer()
    ids = tokenizer.encode("word " * 600).ids
    assert (len(ids), ids[0], ids[-1]) == (602, CLS, SEP)


def test_cores_are_those_that_this_process_may_use():
    if hasattr(os, "sched_getaffinity"):
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(before)})
        try:
            assert available_cores() == 1
        finally:
            os.sched_setaffinity(0, before)
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
