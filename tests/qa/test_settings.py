import codecs

import pytest

from index.errors import SettingsError
from index.sources.formats.decode import fallback_encoding, set_fallback_encoding
from qa.settings import BOUNDS, PATHS, Settings


def test_defaults_without_an_environment():
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.seeds, settings.index, settings.threshold) == ("seeds", ".index", None)


def test_variables_are_parsed_by_the_type_of_their_setting():
    settings = Settings.from_environment(
        {"QA_SEEDS": "news", "QA_TOP_K": "7", "QA_THRESHOLD": "0.25", "HOME": "/"}
    )
    assert settings == Settings(seeds="news", top_k=7, threshold=0.25)


def test_workers_have_an_address_or_there_are_none():
    address = "dask://scheduler:8786"
    assert Settings.from_environment({"QA_WORKERS": address}).workers == address
    assert Settings.from_environment({}).workers is None


def test_what_is_chosen_goes_before_the_environment():
    settings = Settings.from_environment({"QA_INDEX": "a", "QA_SEEDS": "b"}, index="c", seeds=None)
    assert (settings.index, settings.seeds) == ("c", "b")


def test_unknown_variable_is_refused():
    with pytest.raises(
        SettingsError, match=r"^QA_TOPK is set; expected one of .*QA_TOP_K.*; unset"
    ):
        Settings.from_environment({"QA_TOPK": "7"})


@pytest.mark.parametrize("text", ["seven", "", "7.5"])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(SettingsError, match=r"QA_TOP_K is .*; expected a number"):
        Settings.from_environment({"QA_TOP_K": text})


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_numbers_have_bounds(name):
    low, high = BOUNDS[name]
    Settings(**{name: low})
    Settings(**{name: high})
    for outside in (low - 1, high + 1, float("nan")):
        with pytest.raises(SettingsError, match=f"setting {name} is "):
            Settings(**{name: outside})


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_path_is_refused(name, text):
    with pytest.raises(SettingsError, match=f"^setting {name} is empty; .*QA_{name.upper()}"):
        Settings.from_environment({f"QA_{name.upper()}": text})
    with pytest.raises(SettingsError, match="is empty"):
        Settings(**{name: text})


@pytest.mark.parametrize("name", PATHS)
def test_a_path_may_begin_with_the_home_folder(name, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    variable = f"QA_{name.upper()}"
    assert getattr(Settings.from_environment({variable: "~/x"}), name) == "/home/ann/x"
    assert getattr(Settings.from_environment({variable: "./~"}), name) == "./~"


@pytest.fixture
def forgotten():
    yield
    set_fallback_encoding(None)


@pytest.mark.parametrize("name", ["cp1252", "windows-1252", "KOI8-R"])
def test_encoding_is_that_of_files_from_now_on(forgotten, name):
    assert Settings.from_environment({"QA_ENCODING": name}).encoding == name
    assert fallback_encoding() == codecs.lookup(name).name
    Settings.from_environment({})
    assert fallback_encoding() is None


@pytest.mark.parametrize("name", ["hex", "klingon", ""])
def test_encoding_that_is_none_is_refused(name):
    with pytest.raises(
        SettingsError, match=r"setting encoding is .*; expected .* as cp1252 .*; set QA_ENCODING"
    ):
        Settings.from_environment({"QA_ENCODING": name})


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"top_k": "10"}, "setting top_k is '10'; expected a number .int.; pass Settings.top_k="),
        ({"top_k": True}, "setting top_k is True"),
        ({"top_k": None}, "setting top_k is None"),
        ({"seeds": 3}, "setting seeds is 3; expected a text"),
        ({"reader": None}, "setting reader is None"),
    ],
)
def test_a_value_of_another_type_is_refused(chosen, message):
    with pytest.raises(SettingsError, match=message):
        Settings(**chosen)


def test_the_file_of_gaps_is_a_path_or_none(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings().gaps is None
    assert Settings(gaps="~/g").gaps == str(tmp_path / "g") == Settings(gaps=tmp_path / "g").gaps
    with pytest.raises(SettingsError, match="setting gaps is empty"):
        Settings.from_environment({"QA_GAPS": " "})


def test_a_path_may_be_a_path_object(tmp_path):
    assert Settings(index=tmp_path).index == str(tmp_path)
    assert Settings(threshold=1, lexical_weight=1).threshold == 1
