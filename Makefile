# Everything runs from .venv, which is built here from the lock: pinned versions, checked by hash.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built
CODE := bot handlers services providers storage sandbox tests bench docs

.DEFAULT_GOAL := help
.PHONY: help venv demo demo-tour test lint fmt bench lock clean

help: ## what can be made here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements/requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

venv: $(STAMP) ## only the virtual environment, for keydesk run and keydesk doctor

demo: $(STAMP) ## the whole desk in a web chat, no settings and no network needed
	@$(BIN)/keydesk demo

demo-tour: $(STAMP) ## a working day of the desk as a transcript in the terminal
	@$(BIN)/keydesk demo --tour

test: $(STAMP) ## every test
	$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

lint: $(STAMP) ## ruff, mypy --strict, import-linter
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(STAMP) ## format and mend what can be mended by itself
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

bench: $(STAMP) ## benchmarks, as ratios measured in one run
	@$(BIN)/python -m bench

lock: $(STAMP) ## pin anew what requirements.in asks for
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-options \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		-o requirements/requirements.lock requirements/requirements.in

clean: ## forget the virtual environment and what tests left
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .import_linter_cache
