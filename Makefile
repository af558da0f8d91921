# The commands of the project. `make` alone lists them.
PORT ?= 8000
PY := .venv/bin/python
RUNTIME := .venv/.runtime-ready
TOOLS := .venv/.test-ready

.DEFAULT_GOAL := help
.PHONY: help run test check format messages bench clean

help:
	@echo "make run       serve a local site with demonstration content on http://localhost:$(PORT)"
	@echo "make test      run all tests"
	@echo "make check     style, types, layers, migrations, messages"
	@echo "make format    format the code"
	@echo "make messages  collect and compile the German texts (needs gettext)"
	@echo "make bench     measure"

# A stamp is newer than the lock file it was made from, so a changed lock installs again and nothing else does.
.venv/bin/python:
	@python=$$(sh bin/find-python) && "$$python" -m venv .venv

$(RUNTIME): requirements.txt | .venv/bin/python
	@echo "Installing what Resonanz needs …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(TOOLS): requirements-test.txt $(RUNTIME)
	@echo "Installing what the tests need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

run: $(RUNTIME)
	@PORT=$(PORT) sh bin/run

test: $(TOOLS)
	@sh bin/test

check: $(TOOLS)
	@sh bin/check

format: $(TOOLS)
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format --quiet .

messages: $(RUNTIME)
	@sh bin/messages

bench: $(TOOLS)
	@$(PY) -m bench

clean:
	rm -rf .venv var
