"""All readers together: what holds for each of them whatever the bytes are."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.corpus import Article
from index.errors import SeedError
from index.sources.formats import READERS
from index.sources.formats.draft import Drafts
from tests.index.sources.formats.pdf.files import drawn
from tests.index.sources.formats.web.test_reader import PAGE
from tests.index.sources.formats.word.files import document
from tests.support.paths import ROOT

GOOD = {
    ".docx": document("One paragraph.", "And another."),
    ".htm": PAGE.encode(),
    ".html": PAGE.encode(),
    ".json": b'[{"text": "One.", "published": "2024-05-31"}, {"text": "Two.", "id": 2}]',
    ".jsonl": b'{"text": "One."}\n{"text": "Two."}\n',
    ".md": b"---\ntitle: T\npublished: 2024-05-31\n---\n# A heading\n\nText.\n",
    ".pdf": drawn("One page.", "Another."),
    ".txt": b"Text.\n",
}
STARTS = {".docx": [b"PK\x03\x04"], ".pdf": [b"%PDF-1.4\n"], ".md": [b"---\n", b"\xff\xfe"]}
fuzzed = settings(
    max_examples=60, deadline=5_000, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def read(ending: str, content: bytes) -> None:
    """Read, and prove that what comes out is drafts that can become articles, or a SeedError."""
    try:
        found = READERS[ending](content, f"a{ending}")
    except SeedError as error:
        assert error.seed == f"a{ending}" and "\n" not in str(error)
        return
    assert isinstance(found, Drafts)
    keys = [d.record for d in found.drafts]
    assert len(keys) == len(set(keys)) and (len(keys) == 1 or None not in keys)
    for draft in found.drafts:
        draft.text.encode("utf-8")
        if draft.text.strip():
            Article("a", draft.text, "0" * 64, pages=draft.pages)


def test_every_good_file_is_read():
    assert set(GOOD) == set(READERS)
    for ending, content in GOOD.items():
        found = READERS[ending](content, f"a{ending}")
        assert found.drafts and not found.rejected, ending


@pytest.mark.parametrize("ending", sorted(READERS))
@fuzzed
@given(st.data())
def test_any_bytes_give_drafts_or_a_seed_error(ending, data):
    start = data.draw(st.sampled_from([b"", *STARTS.get(ending, [])]))
    end = b"%%EOF" if ending == ".pdf" else b""
    read(ending, start + data.draw(st.binary(max_size=2000)) + end)


@pytest.mark.parametrize("ending", sorted(READERS))
@fuzzed
@given(st.data())
def test_any_damage_to_a_good_file_gives_drafts_or_a_seed_error(ending, data):
    content = bytearray(GOOD[ending])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 20))
        content[at : at + length] = data.draw(st.binary(max_size=20))
        content = content or bytearray(b"\x00")
    read(ending, bytes(content))


@fuzzed
@given(st.data())
def test_any_damage_inside_a_package_gives_drafts_or_a_seed_error(data):
    """Damage to the packed bytes is found by their check sum, so this damages what they hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD[".docx"])) as old, zipfile.ZipFile(out, "w") as new:
        hurt = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == hurt:
                at = data.draw(st.integers(0, len(part)))
                part[at : at + data.draw(st.integers(0, 50))] = data.draw(st.binary(max_size=50))
            new.writestr(name, bytes(part))
    read(".docx", out.getvalue())


@pytest.mark.parametrize("ending", [".html", ".txt", ".md", ".json"])
@fuzzed
@given(st.text())
def test_any_text_gives_drafts_or_a_seed_error(ending, text):
    read(ending, text.encode("utf-8", "replace"))


@pytest.mark.slow
def test_readers_load_their_libraries_when_they_are_called():
    code = (
        "import sys, index.sources.formats;"
        " libraries = {'webencodings', 'pypdfium2', 'docx', 'lxml'};"
        " print(sorted(libraries & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "[]"
