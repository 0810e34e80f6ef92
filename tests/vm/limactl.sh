#!/bin/sh
# SPDX-License-Identifier: MIT
# limactl and its guest agent, built from the module of the version that go.mod names, each byte of it
# held against go.sum. Kept in a cache outside the tree.
#
#   limactl.sh      builds them unless they are there, and prints the folder that has bin/limactl
#
# 77: this machine has no Go that is new enough. SANDTRAY_CACHE is the cache (~/.cache/sandtray).
set -eu
cd "$(dirname "$0")"

module=github.com/lima-vm/lima/v2
version=$(sed -n "s,^require $module ,,p" go.mod)
wanted=$(sed -n 's/^go //p' go.mod)
cache=${SANDTRAY_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/sandtray}
folder=$cache/lima-$version
if [ -x "$folder/bin/limactl" ]; then
  echo "$folder"
  exit
fi

found=$(go env GOVERSION 2>/dev/null | sed 's/^go//') || found=
if [ -z "$found" ] || [ "$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)" != "$wanted" ]; then
  echo "limactl.sh: Go $wanted is needed, and there is ${found:-none}" >&2
  exit 77
fi
mkdir -p "$cache"
exec 9>"$cache/lima.lock"
flock 9
fresh=$folder.new
rm -rf "$fresh"
mkdir -p "$fresh/bin" "$fresh/share/lima"
# Two at a time is what a small machine has memory for.
go build -p 2 -trimpath -ldflags "-s -w -X $module/pkg/version.Version=$version" -o "$fresh/bin/" \
  "$module/cmd/limactl" >&2
CGO_ENABLED=0 go build -p 2 -trimpath -ldflags "-s -w" \
  -o "$fresh/share/lima/lima-guestagent.Linux-$(uname -m)" "$module/cmd/lima-guestagent" >&2
rm -rf "$folder"
mv "$fresh" "$folder"
echo "$folder"
