# `make demo` and `make test` are all a newcomer needs. uv is used when it is there, else a virtual environment with pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm
TESTS ?= tests

ifdef UV
create = $(UV) venv -q --allow-existing --python $(PYTHON) $(VENV)
install = $(UV) pip install -q --python $(BIN)/python --require-hashes -r
install_self = $(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
else
create = $(PYTHON) -m venv $(VENV)
install = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r
install_self = $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endif

.PHONY: help install compile demo test check bench bench-push bench-language bench-dedup bench-speech assets lock clean

help:
	@echo "make demo    install and start everything on SQLite, with a page to try it on"
	@echo "make test    install and run all tests, on SQLite and PostgreSQL"
	@echo "make check   formatting, lint, types, and the walls between the rooms"
	@echo "make bench   measure ourselves beside peers"
	@echo "make install install only, and compile what reads messages (for a real installation)"
	@echo "make assets  fetch the browser files of the WeCom sidebar (for a real installation)"

install: compile

# Two minutes, once for each state of the sources; where there is no C compiler, they are read as they are.
compile: $(VENV)/.app
	-@$(BIN)/genjin compile

demo: $(VENV)/.app
	$(BIN)/genjin demo

test: $(VENV)/.dev tests/wire/node_modules/.package-lock.json
	-@$(BIN)/genjin compile
	$(BIN)/python -m pytest -n 4 --dist worksteal $(TESTS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

bench-push: $(VENV)/.dev
	$(BIN)/python -m benchmarks.push

bench-language: $(VENV)/.dev
	-@$(BIN)/genjin compile
	$(BIN)/python -m benchmarks.language

bench-dedup: $(VENV)/.bench
	$(BIN)/python -m benchmarks.dedup $(if $(BIG),--big) $(ARGS)

bench-speech: $(VENV)/.dev
	$(BIN)/python -m benchmarks.speech

assets: $(VENV)/.dev
	$(NPM) ci --prefix web/browser --silent
	mkdir -p web/static/vendor
	cp web/browser/node_modules/@wecom/jssdk/dist/wecom.global.prod.js web/static/vendor/wecom-jssdk.js

$(VENV)/.app: requirements/app.txt pyproject.toml
	$(create)
	$(install) requirements/app.txt
	$(install_self)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	$(create)
	$(install) requirements/dev.txt
	$(install_self)
	@touch $@ $(VENV)/.app

tests/wire/node_modules/.package-lock.json: tests/wire/package-lock.json $(VENV)/.dev
	$(NPM) ci --prefix tests/wire --silent
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(install) requirements/bench.txt
	@touch $@

# Needs uv. Lock files hold versions and hashes for every platform, and no address.
lock:
	uv pip compile -q pyproject.toml --extra speech --group simulator --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements/app.txt
	uv pip compile -q pyproject.toml --extra speech --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements/dev.txt
	uv pip compile -q pyproject.toml --extra speech --group bench --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements/bench.txt

clean:
	rm -rf $(VENV) tests/wire/node_modules web/browser/node_modules web/static/vendor
