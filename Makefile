# Everything runs from .venv, which is built here from the lock: pinned versions, checked by hash.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps
CODE := bot handlers services providers storage sandbox tests bench docs

.DEFAULT_GOAL := help
.PHONY: help venv demo demo-tour test lint fmt bench lock clean

help: ## what can be made here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(RUN): requirements/run.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements/run.lock
	$(INSTALL) --no-build-isolation -e .
	$(BIN)/pip check
	@touch $(RUN)

$(DEV): $(RUN) requirements/dev.lock
	$(INSTALL) --require-hashes -r requirements/dev.lock
	$(BIN)/pip check
	@touch $(DEV)

venv: $(RUN) ## only the virtual environment, for keydesk run and keydesk doctor

demo: $(RUN) ## the whole desk in a web chat, no settings and no network needed
	@$(BIN)/keydesk demo

demo-tour: $(RUN) ## a working day of the desk as a transcript in the terminal
	@$(BIN)/keydesk demo --tour

test: $(DEV) ## every test
	$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

lint: $(DEV) ## ruff, mypy --strict, import-linter
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(DEV) ## format and mend what can be mended by itself
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

bench: $(DEV) ## benchmarks, as ratios measured in one run
	@$(BIN)/python -m bench

lock: $(RUN) ## pin anew what run.in and dev.in ask for, for every Python from 3.11 on
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --upgrade \
		--no-header --no-emit-index-url --no-emit-find-links run.in -o run.lock
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --upgrade \
		--no-header --no-emit-index-url --no-emit-find-links dev.in -o dev.lock

clean: ## forget the virtual environment and what tests left
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .import_linter_cache
