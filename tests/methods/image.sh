#!/bin/sh
# SPDX-License-Identifier: MIT
# image.sh ARCHIVE: a small Debian system of packages, for the engines that need one; made once. An
# agent needs git, the attempts to escape need mount and pgrep.
set -eu
[ -s "$1" ] && exit
mkdir -p "$(dirname "$1")"
mmdebstrap --quiet --variant=essential --include=git,mount,procps \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$1.new.tar"
mv "$1.new.tar" "$1"
