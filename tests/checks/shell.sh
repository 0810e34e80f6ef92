#!/bin/sh
# SPDX-License-Identifier: MIT
# Every shell script passes shellcheck. A script is what starts as one, whatever it is called.
#
#   shell.sh [FOLDER]
set -eu
cd "${1:-$(dirname "$0")/../..}"
if ! command -v shellcheck >/dev/null; then
  echo "Skipped: needs shellcheck"
  exit 77
fi
find . \( -name build -o -name .git -o -name node_modules -o -path ./tests/data \) -prune -o \
  -type f -size -200k -exec awk \
  'FNR == 1 && /^#!(\/usr)?\/bin\/(env )?(ba|da)?sh/ { printf "%s%c", FILENAME, 0 }' {} + |
  xargs -0 -r shellcheck
