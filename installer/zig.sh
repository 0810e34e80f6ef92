#!/bin/sh
# SPDX-License-Identifier: MIT
# The compiler that builds for macOS on Linux: zig, which brings Apple's free headers and the list of
# what libSystem exports. One version, checked by its hash, in a cache outside the tree.
#
#   installer/zig.sh              fetches it unless it is there, and prints where
#   installer/zig.sh --print      prints where it is or would be
#
# SANDTRAY_CACHE is the cache (~/.cache/sandtray).
set -eu

version=0.14.1
hash_x86_64=6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f
hash_aarch64=7994b27f3cbfcedea43f9b7552e38b45857bdf0e9a45065474092dd74e7048cf

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
  done || stop 69 "there is no pip; installer/packages.sh macos installs it"
  fresh=$folder.new
  rm -rf "$fresh"
  mkdir -p "$fresh"
  echo "ziglang==$version --hash=sha256:$hash_x86_64 --hash=sha256:$hash_aarch64" \
    >"$fresh/wanted.txt"
  "$python" -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --no-deps --no-compile --only-binary :all: --require-hashes --target "$fresh" \
    --requirement "$fresh/wanted.txt" >&2 || stop 69 "cannot fetch zig $version from PyPI"
  chmod +x "$fresh/ziglang/zig"
  rm -rf "$folder"
  mv "$fresh" "$folder"
}

mkdir -p "$cache"
(
  flock 9
  fetch
) 9>"$cache/zig.lock"
[ "$("$zig" version)" = "$version" ] || stop 69 "$zig does not run here; remove $folder and try again"
echo "$zig"
