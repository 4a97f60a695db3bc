# deskbreak: `make run` starts it, `make test` tests it. Both set up everything they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench pictures format clean
.DEFAULT_GOAL := help

help:           ## list the targets
	@grep -E '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: $(VENV)/.ready  ## start deskbreak (ARGS="status" runs another command)
	@$(BIN)/deskbreak $(ARGS)

test: $(VENV)/.ready-dev  ## run the tests (ARGS="-k engine" picks some)
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal $(ARGS)

check: $(VENV)/.ready-dev  ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready-dev  ## measure the budgets with real processes
	$(BIN)/python -m compileall -q deskbreak
	$(BIN)/python -m bench $(ARGS)

pictures: $(VENV)/.ready-dev  ## draw docs/pictures anew (ARGS="dashboard" draws some)
	$(BIN)/python -m tools.pictures $(ARGS)

format: $(VENV)/.ready-dev  ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:          ## remove what the other targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "deskbreak needs Python 3.11 or newer; try: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.ready: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
