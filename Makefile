# Two commands: `make run` and `make test`. Both make their own environment from the locked requirements.
PYTHON ?= python3
BIN := .venv/bin
# The program is started many times by its tests: it is compiled once, whatever the caller's environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test soak bench lint lock system browser compiler revision

run: .venv/run
	$(BIN)/exchange demo

# What the machine lacks is installed while the environment is made and the text is checked.
test:
	@$(MAKE) --no-print-directory --jobs=2 lint system
	$(BIN)/pytest -n 2 --dist worksteal

# The long forms: hours, not minutes. Prints its counts at the end. The latencies at ten million records want some 100 GB of disk.
soak: .venv/test compiler
	$(BIN)/pytest -n 2 --dist worksteal -m soak --soak
	$(BIN)/python -m tests.bench --records 100000 --sizes 100000 10000000

# Beside hand-written handlers, over a million records: loads them once (minutes), then measures for some ten minutes.
bench: .venv/test
	$(BIN)/python -m tests.bench $(BENCH)

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# One after the other: apt lets one in at a time.
system:
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory compiler

# A browser for tests/browser. Only root can install one; anybody else gets the sentence.
browser:
	@test ! -d tests/browser || command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq \
		&& apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| { echo 'tests/browser needs Chromium. Install it, for instance: sudo apt install chromium'; exit 2; }

# tests/durability builds a library that makes a disk fail.
compiler:
	@command -v cc >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq \
		&& apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null; } \
		|| { echo 'tests/durability needs a C compiler. Install one, for instance: sudo apt install gcc libc6-dev'; exit 2; }

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

.venv/test: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Resolves for every supported Python at once. The header and the index address stay out: neither belongs in the file.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group build --group dev --constraints requirements.txt --output-file requirements-dev.txt

revision: .venv/test
	@test -n "$(m)" || { echo 'Say why: make revision m="what changes"'; exit 2; }
	$(BIN)/python migrations/revise.py "$(m)"
	$(BIN)/ruff format --quiet migrations
