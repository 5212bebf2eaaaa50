#!/usr/bin/env bash
# Collects the strings of code and templates into the Burmese catalogue and compiles them all.
# Another language is begun with its code: scripts/messages.sh shn
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python manage.py makemessages --locale "${1:-my}" --no-location --no-wrap --no-obsolete \
    --ignore=.venv --ignore=node_modules --ignore=var --ignore=tests --ignore="templates/design/*"
.venv/bin/python scripts/compile_catalogues.py
