# Everything runs from .venv, which is made here from the locks: pinned versions, checked by hash, nothing
# resolved. It is made by the newest Python on the PATH from 3.11 on, or by yours: make PYTHON=python3.12 venv
# What may be set for the set-up: PYTHON; SETUP_PIP, a version of pip, or "newest", to install with.
BIN := .venv/bin
CODE := bot handlers services providers storage sandbox tests bench docs requirements
LOCK := ../.venv/uv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	--no-emit-index-url --no-emit-find-links $(if $(KEEP),,--upgrade)
LONGER := %/test_reversal_lost.py %/test_reversing_many.py %/test_guessed_claims.py %/test_piece_races.py
ORDERS := $(filter-out $(LONGER),$(wildcard tests/services/orders/test_*.py))
CHECKED := tests/requirements/test_locks.py tests/docs/test_docs.py tests/storage/test_schema.py tests/storage/test_database.py \
	tests/providers/test_limiter.py tests/services/access/test_access_table.py $(ORDERS) tests/services/test_outbox.py \
	tests/handlers/words/test_texts.py tests/conversations/test_buying.py tests/conversations/test_buying_once.py \
	tests/conversations/test_claims.py tests/handlers/test_taps.py \
	tests/campaigns/test_access_table.py::test_the_table_knows_every_step \
	tests/campaigns/test_access_table.py::test_every_step_is_registered_as_the_table_says
export PYTHON SETUP_PIP
# What is compiled is kept: tests start a hundred processes, and pytest rewrites each of its files.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help venv for-run for-dev demo demo-tour test campaigns lint fmt bench lock clean

help: ## what can be made here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

for-run:
	@sh requirements/setup.sh run

for-dev:
	@sh requirements/setup.sh dev

venv: for-run ## only the virtual environment, for keydesk run and keydesk doctor

demo: for-run ## the whole desk in a web chat, no settings and no network needed
	@$(BIN)/keydesk demo

demo-tour: for-run ## a working day of the desk as a transcript in the terminal
	@$(BIN)/keydesk demo --tour

test: for-dev ## every test (CAMPAIGNS=long for all that chance may choose)
	$(BIN)/pytest -n 5 --dist worksteal $(ARGS)

campaigns: for-dev ## the campaigns in their long form, and the figures of what was tried
	CAMPAIGNS=long $(BIN)/pytest -n 2 --dist worksteal -o faulthandler_timeout=0 tests/campaigns \
		tests/services/orders/test_guessed_claims.py tests/services/sales/test_totals.py $(ARGS)

check: lint ## lint, and the tests that tell most in a minute
	$(BIN)/pytest -q -n 2 --dist worksteal $(CHECKED)

lint: for-dev ## ruff, mypy --strict, import-linter
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/mypy --strict requirements/*.py
	$(BIN)/lint-imports

fmt: for-dev ## format and mend what can be mended by itself
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

bench: for-dev ## benchmarks, as ratios measured in one run
	@$(BIN)/python -m bench

lock: for-run ## pin anew what run.in and dev.in ask for, for every Python from 3.11 on (KEEP=1: change no pin without need)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade --target .venv/uv uv
	cd requirements && $(LOCK) run.in -o run.lock
	cd requirements && $(LOCK) dev.in -o dev.lock

clean: ## forget the virtual environment and what tests left
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache
