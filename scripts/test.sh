#!/usr/bin/env bash
# Usage: scripts/test.sh [fast|coverage]
# The whole suite: on SQLite with browser, Redis and worker, then all that a database could change
# again on PostgreSQL. `fast` leaves out what is slow and what needs services, `coverage` measures
# the SQLite half.
# REQUIRE_ALL=1: what is not installed fails, instead of being left out.
# SEED=…: the order of tests, which is another one each time; it is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
# Images of containers often set it: each process, and there are some hundred, would compile all code.
unset PYTHONDONTWRITEBYTECODE

say() { printf '\n→ %s\n' "$*"; }
seed=${SEED:-$RANDOM}
# One process has the browser: its tests tell one story on one site.
# Files come in the order of the seed too: xdist would sort them by their number of tests.
# Three processes for two cores: the tests that start services and browsers wait a quarter of the time.
suite=".venv/bin/pytest -q -n 3 --dist loadfile --no-loadscope-reorder --randomly-seed=$seed --ignore=tests/browser"
story=".venv/bin/pytest -q tests/browser"

say "Tests in the order of SEED=$seed"
case ${1:-} in
  fast) exec env -u DATABASE_URL $suite -m "not slow and not browser and not services" ;;
  coverage) exec env -u DATABASE_URL $suite --cov --cov-report=term:skip-covered ;;
esac

say "Style, types, import contracts, migrations, templates"
# Meanwhile, on the other core: the database that all tests copy is migrated, and the tests are
# compiled, which each of the processes would do by itself. The suite tells what cannot be compiled.
prepare() {
  .venv/bin/python -m tests.database
  $suite -n 0 --collect-only >/dev/null 2>&1 || true
}
export suite story
export -f say prepare
env -u DATABASE_URL DJANGO_SETTINGS_MODULE=lms.settings.test bash -ec prepare &
scripts/lint.sh
wait $!

say "The suite on SQLite"
env -u DATABASE_URL $suite

if ! command -v pg_virtualenv >/dev/null; then
  say "PostgreSQL is not installed: its half of the suite is left out."
  [ -z "${REQUIRE_ALL:-}" ]
  exec env -u DATABASE_URL $story
fi

# One after the other: two sites and two browsers at once would be too much for two cores.
browse() { env -u DATABASE_URL $story && $story -m "not any_database"; }

ask_postgresql() {
  local failed=
  export DATABASE_URL=postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres
  browse >"$told" 2>&1 &
  $suite --asks-database || failed=1
  say "The browser, on SQLite and on PostgreSQL"
  wait $! || failed=1
  cat "$told"
  [ -z "$failed" ]
}

say "The suite on PostgreSQL; beside it the browser, which waits half of its time"
told=$(mktemp)
trap 'rm -f "$told"' EXIT
export told
export -f browse ask_postgresql
# In a folder of its own and on a free port: neither what a killed run left behind nor another
# server on this machine stands in the way.
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
pg_virtualenv -t -c "--port=$port" -o log_min_messages=panic bash -c ask_postgresql
