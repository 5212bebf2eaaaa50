#!/usr/bin/env bash
# The whole suite: on SQLite with browser, Redis and worker, then all that a database could change
# again on PostgreSQL.
# REQUIRE_ALL=1: what is not installed fails, instead of being left out.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n→ %s\n' "$*"; }
# One process has the browser: its tests tell one story on one site.
suite=".venv/bin/pytest -q -n 2 --dist loadfile --ignore=tests/browser"
story=".venv/bin/pytest -q tests/browser"

say "Style, types, import contracts, migrations, templates"
scripts/lint.sh

say "The suite on SQLite"
env -u DATABASE_URL sh -c "$suite && $story"

if command -v pg_virtualenv >/dev/null; then
  say "The suite on PostgreSQL"
  pg_virtualenv -o log_min_messages=panic sh -c "export DATABASE_URL=postgres://\$PGUSER:\$PGPASSWORD@\$PGHOST:\$PGPORT/postgres; $suite --asks-database && $story"
else
  say "PostgreSQL is not installed: its half of the suite is left out."
  [ -z "${REQUIRE_ALL:-}" ]
fi
