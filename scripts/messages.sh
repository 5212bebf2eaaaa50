#!/usr/bin/env bash
# Collects the strings of code and templates into every catalogue and compiles them.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python manage.py makemessages --all --no-location --no-wrap --ignore=.venv --ignore=node_modules --ignore=var --ignore=tests --ignore="templates/design/*"
.venv/bin/python scripts/compile_catalogues.py
