# Pyinnya: `make demo` shows it, `make test` proves it.

HOST ?= 127.0.0.1
PORT ?= 8000
VAR_DIR ?= $(CURDIR)/var
REQUIRE_ALL ?=
SEED ?=
export VAR_DIR HOST PORT REQUIRE_ALL SEED

PYTHON := .venv/bin/python
RUNTIME := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TESTING := chromium redis-server postgresql postgresql-common poppler-utils epubcheck default-jdk-headless libjaxb-java softhsm2 libnss3-tools openssl

.PHONY: demo test test-fast coverage mutants bench faults lint messages reset setup setup-dev

demo: setup ## Run everything on this machine: web, worker, scheduler
	@LMS_DEMO=1 DJANGO_SETTINGS_MODULE=lms.settings.dev exec $(PYTHON) manage.py serve

test: setup-dev ## The whole suite, with real PostgreSQL, Redis, worker and browser
	@scripts/test.sh

test-fast: setup-dev ## For the daily loop, in minutes: SQLite, nothing slow, no browser, no services
	@scripts/test.sh fast

coverage: setup-dev ## Which lines the suite on SQLite runs (tracing makes it half as long again)
	@scripts/test.sh coverage

mutants: setup-dev ## Small changes of the code that no test notices, for half an hour
	@$(PYTHON) scripts/mutants.py

lint: setup-dev ## Style, types, import contracts
	@scripts/lint.sh

bench: setup-dev ## Our paths beside a baseline, in one run
	@DJANGO_SETTINGS_MODULE=lms.settings.test $(PYTHON) -m tests.bench

faults: setup-dev ## Everything that can fail does, while learners learn: what is lost, when it works again
	@DJANGO_SETTINGS_MODULE=lms.settings.test $(PYTHON) -m tests.faults

messages: setup-dev ## Collect strings from code and templates into locale/
	@scripts/apt.sh gettext
	@scripts/messages.sh

reset: ## Forget all local data
	rm -rf $(VAR_DIR)

setup:
	@scripts/apt.sh $(RUNTIME)
	@scripts/setup.sh base

setup-dev:
	@scripts/apt.sh $(RUNTIME)
	@scripts/apt.sh $(TESTING) || [ -z "$(REQUIRE_ALL)" ]
	@scripts/setup.sh dev
