#!/bin/sh
# SPDX-License-Identifier: MIT
# The whole tree is formatted by clang-format 14, the version of Debian 12; others differ in details,
# so with them the check is skipped (77).
#
#   format.sh [--fix] [FOLDER]
set -eu
how="--dry-run -Werror"
if [ "${1:-}" = --fix ]; then
  how=-i
  shift
fi
cd "${1:-$(dirname "$0")/../..}"
tool=$(command -v clang-format-14 || command -v clang-format || true)
case "$([ -z "$tool" ] || "$tool" --version)" in
  *"version 14."*) ;;
  *)
    echo "Skipped: needs clang-format 14, found: ${tool:-none}"
    exit 77
    ;;
esac
# shellcheck disable=SC2086
find . \( -name build -o -name .git -o -name node_modules \) -prune -o \
  \( -name '*.h' -o -name '*.cpp' -o -name '*.mm' \) -type f -print0 | xargs -0 -r "$tool" $how
