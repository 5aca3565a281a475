# What people do with a checkout. Every target works on a fresh clone.

PYTHON ?= python3
SITE ?= demo-site
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test check lint bench

run: .venv/.run ## Build the demo when it is not there, and serve it
	@if [ ! -f "$(SITE)/masthead.toml" ]; then $(BIN)/masthead demo "$(SITE)"; fi
	@exec $(BIN)/masthead --site "$(SITE)" serve --port "$(PORT)" $(V)

test: .venv/.dev ## The suite on SQLite, then on PostgreSQL where its server is on the machine
	@$(BIN)/python tests/run.py

check: lint test ## All of CI

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src/masthead
	$(BIN)/lint-imports
	@find src -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2

bench: .venv/.dev ## Every benchmark; each prints its ratio last
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Masthead needs Python 3.11 or newer; name one: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv

# The markers are as new as the locks they were installed from. The test environment contains
# everything that running needs.
.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Masthead needs…"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need…"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@ .venv/.run
