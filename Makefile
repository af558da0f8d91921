# The commands of the project. `make` alone lists them.
PORT ?= 8000
RUNTIME := requirements.txt
TOOLS := requirements.txt requirements-test.txt

.DEFAULT_GOAL := help
.PHONY: help run test check format messages bench clean

help:
	@echo "make run       serve a local site with demonstration content on http://localhost:$(PORT)"
	@echo "make test      run all tests"
	@echo "make check     style, types, layers, migrations, messages"
	@echo "make format    format the code"
	@echo "make messages  collect and compile the German texts (needs gettext)"
	@echo "make clean     remove what was installed; the data in var/ stays"

run:
	@sh bin/install $(RUNTIME)
	@PORT=$(PORT) exec sh bin/run

test:
	@sh bin/install $(TOOLS)
	@exec sh bin/test

check:
	@sh bin/install $(TOOLS)
	@exec sh bin/check

format:
	@sh bin/install $(TOOLS)
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format --quiet .

messages:
	@sh bin/install $(RUNTIME)
	@exec sh bin/messages

bench:
	@sh bin/install $(TOOLS)
	@exec .venv/bin/python -m bench

clean:
	rm -rf .venv
