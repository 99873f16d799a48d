# Every verb sets up what it needs: a fresh machine has Python 3.10 or later and make, no more.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE = 1

.PHONY: run test check bench lock clean

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
