#!/usr/bin/env bash
# Style, types, import contracts, migrations, templates.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=lms.settings.test
.venv/bin/ruff check --quiet .
.venv/bin/ruff format --quiet --check .
find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2 --check
.venv/bin/lint-imports --no-cache >/dev/null || .venv/bin/lint-imports --no-cache
.venv/bin/python manage.py makemigrations --check --dry-run
.venv/bin/mypy
