#!/bin/sh
# SPDX-License-Identifier: MIT
# The libraries of the Windows build that are no headers alone, wxWidgets and libcurl: built statically
# into a cache outside the tree (source.sh has the sources). Does nothing when they are there.
#
#   installer/windows-libraries.sh              builds them unless they are there, and prints where
#   installer/windows-libraries.sh --print      prints where they are or would be
#   installer/windows-libraries.sh --make       builds them whatever is there
#
# SANDTRAY_CACHE is the cache (~/.cache/sandtray). What goes on is in <cache>/windows-*.log.
set -eu

stop() {
  echo "windows-libraries.sh: $2" >&2
  exit "$1"
}

here=$(cd "$(dirname "$0")" && pwd)
cache=${SANDTRAY_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/sandtray}
# Of all that decides what comes out: another recipe is another folder.
recipe=$(cat "$here/windows-libraries.sh" "$here/source.sh" "$here/windows-libraries/"*.cmake |
  sha256sum | cut -c 1-16)
prefix=$cache/windows-$recipe
work=$prefix.new

build() { # NAME OPTIONS
  source=$("$here/source.sh" "$1")
  launcher=$(command -v ccache || true)
  cmake -G Ninja -S "$source" -B "$work/$1" -C "$here/windows-libraries/$2" \
    --toolchain "$here/../cmake/toolchains/mingw-w64.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    ${launcher:+-DCMAKE_C_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher"}
  cmake --build "$work/$1"
  DESTDIR=$work/installed cmake --install "$work/$1"
}

make_all() {
  rm -rf "$work"
  mkdir -p "$work"
  build wxwidgets3.2 wxwidgets.cmake
  build curl curl.cmake
  # Whole from the moment that it has its name.
  : >"$work/installed$prefix/ready"
  rm -rf "$prefix"
  mv "$work/installed$prefix" "$prefix"
  rm -rf "$work"
}

case ${1:-} in
  --print) ;;
  --make) make_all ;;
  "")
    mkdir -p "$cache"
    exec 9>"$cache/windows.lock"
    flock 9
    # In a process of its own, which ends at the first thing that fails.
    [ -f "$prefix/ready" ] || "$here/windows-libraries.sh" --make >"$prefix.log" 2>&1 9>&- || {
      tail -n 30 "$prefix.log" >&2
      stop 69 "the libraries could not be built; $prefix.log has all of it"
    }
    ;;
  *) stop 64 "unknown word: $1" ;;
esac
echo "$prefix"
