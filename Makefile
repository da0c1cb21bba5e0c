# `make demo` and `make test` are all a newcomer needs. uv is used when it is there, a virtual environment with pip when not.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
create = $(UV) venv -q --allow-existing --python $(PYTHON) $(VENV)
install = $(UV) pip install -q --python $(BIN)/python --require-hashes -r
install_self = $(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
else
create = $(PYTHON) -m venv $(VENV)
install = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r
install_self = $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endif

.PHONY: demo test check bench lock clean

demo: $(VENV)/.demo
	$(BIN)/genjin demo

test: $(VENV)/.dev tests/wire/node_modules/.package-lock.json
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks
