#!/usr/bin/env bash
# The whole suite: on SQLite with browser, Redis and worker, then all of it again on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/lint.sh
.venv/bin/pytest -q -n 2
if command -v pg_virtualenv >/dev/null; then
  pg_virtualenv sh -c 'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec .venv/bin/pytest -q -n 2'
else
  echo "PostgreSQL is not installed: its half of the suite is left out." >&2
  [ -z "${REQUIRE_ALL:-}" ]
fi
