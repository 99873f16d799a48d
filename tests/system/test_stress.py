"""One process updates an index in a loop while threads ask: no error, no mixed generation.

Every article says which version of the corpus it belongs to, so that passages of two generations in
one answer would show.
"""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index import build
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from tests.support.paths import ROOT
from tests.support.processes import PATIENCE
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow

VERSIONS, ASKERS, ARTICLES = 24, 4, 12
WRITER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from tests.system.test_stress import write
from tests.support.toys import ToyEmbedder
from index import build
seeds, index = map(Path, sys.argv[1:])
for version in range(2, {VERSIONS} + 1):
    write(seeds, version)
    build(seeds, index, embedder=ToyEmbedder())
"""


def write(seeds: Path, version: int) -> None:
    """A corpus of one version; some articles come and go from one to the next."""
    seeds.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        path = seeds / f"{number}.txt"
        if (number + version) % 3 == 0:
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"Version {version} has an apple.\n\nVersion {version} has a river.")


def versions(texts) -> set[str]:
    return {found for text in texts for found in re.findall(r"Version (\d+)", text)}


def ask_until(done: threading.Event, index: Path, failures: list[str], seen: set[str]) -> None:
    assistant = Assistant(
        index, embedder=ToyEmbedder(), reader=SentenceReader(), settings=Settings()
    )
    while not done.is_set():
        try:
            assistant.refresh()
            answer = assistant.ask("Which version has an apple?", threshold=0.0)
            texts = {hit.passage.text for hit in answer.hits}
            texts |= {citation.quote for citation in answer.citations}
            found = versions(texts)
            if len(found) != 1:
                failures.append(f"generation {answer.generation} mixes {sorted(found)}")
            seen |= found
        except Exception as error:  # whatever it is, it is what this test looks for
            failures.append(repr(error))


def test_readers_are_undisturbed_by_a_writer_that_never_rests(tmp_path):
    seeds, index = tmp_path / "seeds", tmp_path / "index"
    write(seeds, 1)
    build(seeds, index, embedder=ToyEmbedder())
    done, failures, seen = threading.Event(), [], set()
    askers = [
        threading.Thread(target=ask_until, args=(done, index, failures, seen))
        for _ in range(ASKERS)
    ]
    for asker in askers:
        asker.start()
    program = [sys.executable, "-c", WRITER, str(seeds), str(index)]
    writer = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    end = time.monotonic() + PATIENCE
    while not writer.returncode and str(VERSIONS) not in seen and time.monotonic() < end:
        time.sleep(0.01)
    done.set()
    for asker in askers:
        asker.join(30)
    assert writer.returncode == 0, writer.stderr
    assert failures == []
    assert str(VERSIONS) in seen  # the last one has been picked up
    assert len(seen) > 3
