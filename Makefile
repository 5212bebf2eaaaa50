# Pyinnya: `make demo` shows it, `make test` proves it.

HOST ?= 127.0.0.1
PORT ?= 8000
VAR_DIR ?= $(CURDIR)/var
REQUIRE_ALL ?=
export VAR_DIR HOST PORT REQUIRE_ALL

PYTHON := .venv/bin/python
RUNTIME := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TESTING := chromium redis-server postgresql postgresql-common poppler-utils default-jdk-headless libjaxb-java softhsm2 libnss3-tools openssl

.PHONY: demo test bench lint messages reset setup setup-dev

demo: setup ## Run everything on this machine: web, worker, scheduler
	@LMS_DEMO=1 DJANGO_SETTINGS_MODULE=lms.settings.dev exec $(PYTHON) manage.py serve

test: setup-dev ## The whole suite, with real PostgreSQL, Redis, worker and browser
	@scripts/test.sh

lint: setup-dev ## Style, types, import contracts
	@scripts/lint.sh

bench: setup-dev ## Our paths beside a baseline, in one run
	@DJANGO_SETTINGS_MODULE=lms.settings.test $(PYTHON) -m tests.bench

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
