#!/bin/bash
# SPDX-License-Identifier: MIT
# Installs the pinned agents (versions.json) with npm into a cache outside the tree and prints one
# line per agent: `NAME BIN-FOLDER`, or `NAME - REASON`. A finished install is kept; a broken one is
# redone. Fails when a required agent is missing. Usage: install.sh [NAME...]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/sandtray-tests/agents
status=0

field() {  # NAME FIELD
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]][sys.argv[3]])' \
    "$here/versions.json" "$1" "$2"
}

# npm leaves a half-made folder behind when it is cut off, so the install is renamed when it runs.
install_one() {  # NAME FOLDER
  local program new=$2.new.$$
  program=$(field "$1" program)
  rm -rf "$new"
  mkdir -p "$new"
  if npm install --prefix "$new" --no-audit --no-fund --no-save --loglevel=error \
    "$(field "$1" package)@$(field "$1" version)" >"$2.log" 2>&1 </dev/null &&
    "$new/node_modules/.bin/$program" --version >>"$2.log" 2>&1 </dev/null; then
    rm -rf "$2"
    mv "$new" "$2"
    return 0
  fi
  rm -rf "$new"
  return 1
}

if [ $# -eq 0 ]; then
  mapfile -t names < <(python3 -c 'import json, sys; print(*json.load(open(sys.argv[1])), sep="\n")' \
    "$here/versions.json")
  set -- "${names[@]}"
fi

mkdir -p "$cache"
for name in "$@"; do
  folder=$cache/$name-$(field "$name" version)
  if [ -x "$folder/node_modules/.bin/$(field "$name" program)" ]; then
    echo "$name $folder/node_modules/.bin"
    continue
  fi
  if ! command -v npm >/dev/null; then
    reason="npm is not installed"
  elif install_one "$name" "$folder"; then
    echo "$name $folder/node_modules/.bin"
    continue
  else
    reason="npm could not install it: see $folder.log"
  fi
  echo "$name - $reason"
  if [ "$(field "$name" required)" = True ]; then status=1; fi
done
exit $status
