import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest

from index.errors import ModelError
from qa.readers.decoding import best_spans
from qa.readers.network import LARGE_READER, READER, WEIGHTS, SpanModel
from tests.support.paths import ROOT

FIRST = "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th."
OTHER = "The octopus squeezed through a gap at the top of its tank."


@pytest.fixture(scope="module")
def model() -> SpanModel:
    return SpanModel()


def best(reading, text):
    (candidate,) = best_spans(text, reading.windows, keep=1)
    return text[candidate.span.start : candidate.span.end], candidate.margin


def test_the_network_reads_the_answer_and_tells_which_passage_has_it(model):
    good, bad = model.read("When does Blinken visit Korea?", [FIRST, OTHER])
    said, margin = best(good, FIRST)
    assert "8th" in said and margin > 0
    assert best(bad, OTHER)[1] < 0
    assert good.answers > 0 > bad.answers


def test_readings_keep_the_order_of_the_passages_and_do_not_depend_on_each_other(model):
    texts = [OTHER * 8, FIRST, OTHER, FIRST * 3, OTHER * 2, FIRST, OTHER]
    together = model.read("When does Blinken visit Korea?", texts)
    for text, reading in zip(texts, together, strict=True):
        (alone,) = model.read("When does Blinken visit Korea?", [text])
        assert reading.windows[0].offsets.tolist() == alone.windows[0].offsets.tolist()
        assert reading.answers == alone.answers


def test_a_long_passage_is_read_to_its_end_in_windows(model):
    text = OTHER * 60 + " " + FIRST
    (reading,) = model.read("When does Blinken visit Korea?", [text])
    assert len(reading.windows) > 2
    said, _ = best(reading, text)
    assert "8th" in said


def test_a_question_longer_than_its_room_is_cut_not_refused(model):
    (reading,) = model.read("when " * 400, [FIRST])
    assert len(reading.windows) == 1


def test_no_passages_no_readings(model):
    assert model.read("When?", []) == []


def test_a_file_that_is_not_the_expected_one_is_refused_when_it_is_loaded(tmp_path):
    with pytest.raises(ModelError, match=r"^the packaged reader\.onnx has SHA-256 of no file"):
        SpanModel(replace(READER, path=tmp_path / "reader.onnx")).load()


def test_the_package_stays_small():
    assert READER.path.stat().st_size < 25_000_000
    assert LARGE_READER.path.stat().st_size < 100_000_000
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) < 125_000_000


@pytest.mark.slow
def test_reading_needs_no_torch():
    code = (
        "import sys; from qa.readers.protocol import open_reader; open_reader('trained').load();"
        " print('torch' in sys.modules, 'transformers' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                         check=True)  # fmt: skip
    assert out.stdout.strip() == "False False"


def test_accents_and_strokes_make_no_difference(model):
    text = "Łukasz Kôvierü was born in Łódź and leads the council since 1990."
    forms = [unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)]
    margins = set()
    for question in ("Where was Łukasz Kôvierü born?", "Where was Lukasz Kovieru born?"):
        for form, reading in zip(forms, model.read(question, forms), strict=True):
            words, margin = best(reading, form)
            assert unicodedata.normalize("NFC", words) == "Łódź"
            margins.add(margin)
    assert len(margins) == 1
