#!/bin/sh
# SPDX-License-Identifier: MIT
# The compiler that builds for another system than the one it runs on: zig. On Linux it builds for
# macOS, with Apple's free headers and the list of what libSystem exports; on a Mac it builds what goes
# into a virtual machine. One version, checked by its hash, in a cache outside the tree.
#
#   installer/zig.sh              fetches it unless it is there, and prints where
#   installer/zig.sh --print      prints where it is or would be
#
# SANDTRAY_CACHE is the cache (~/.cache/sandtray).
set -eu

version=0.14.1
# Of the packages for Linux on x86_64 and aarch64, and for macOS on arm64 and x86_64.
hashes="6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f
  7994b27f3cbfcedea43f9b7552e38b45857bdf0e9a45065474092dd74e7048cf
  eae7d46746b8e80a4d1a8369b09f7a6aace973ee39207b1b63cfb6bb086e84dc
  7b880229c41e822c0388318de89dffe034a146ce44a7342b7e74b167329a67b9"

stop() {
  echo "zig.sh: $2" >&2
  exit "$1"
}

cache=${SANDTRAY_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/sandtray}
folder=$cache/zig-$version
zig=$folder/ziglang/zig

case ${1:-} in
  --print)
    echo "$zig"
    exit 0
    ;;
  "") ;;
  *) stop 64 "unknown word: $1" ;;
esac

fetch() {
  [ ! -x "$zig" ] || return 0
  # The first Python on the PATH need not be the one that has pip.
  for python in python3 /usr/bin/python3; do
    "$python" -m pip --version >/dev/null 2>&1 && break
  done || stop 69 "python3 has no pip; on Debian installer/packages.sh macos installs it"
  fresh=$folder.new
  rm -rf "$fresh"
  mkdir -p "$fresh"
  {
    printf 'ziglang==%s' "$version"
    # shellcheck disable=SC2086 # one word for each
    printf ' --hash=sha256:%s' $hashes
    echo
  } >"$fresh/wanted.txt"
  "$python" -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --no-deps --no-compile --only-binary :all: --require-hashes --target "$fresh" \
    --requirement "$fresh/wanted.txt" >&2 || stop 69 "cannot fetch zig $version from PyPI"
  chmod +x "$fresh/ziglang/zig"
  rm -rf "$folder"
  mv "$fresh" "$folder"
}

mkdir -p "$cache"
(
  # macOS has no flock(1); what Python locks stays locked while this shell has the file open.
  flock 9 2>/dev/null || python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
  fetch
) 9>"$cache/zig.lock"
[ "$("$zig" version)" = "$version" ] || stop 69 "$zig does not run here; remove $folder and try again"
echo "$zig"
