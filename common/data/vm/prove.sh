#!/bin/sh
# SPDX-License-Identifier: MIT
# prove.sh PORT FOLDER...: what an agent must not be able to do in the virtual machine, tried by a session.
# PORT: of a service on the host's loopback. FOLDER...: those that are there for other sessions. One line for
# each: "@sandtray held|open WHAT", and at the end how many there were: "@sandtray end NUMBER".
set -u
port=$1
shift

tried=0
holds() { # WHAT COMMAND...: the command has to fail
  what=$1
  shift
  tried=$((tried + 1))
  if "$@" >/dev/null 2>&1 </dev/null; then echo "@sandtray open $what"; else echo "@sandtray held $what"; fi
}

reaches() {
  timeout 10 bash -c "exec 3<>/dev/tcp/$1/$2"
}

sees() {
  [ -n "$(ls -A -- "$1")" ]
}

can_gain_privileges() {
  ! grep -q '^NoNewPrivs:[[:space:]]*1' /proc/self/status
}

cannot_work() {
  ! [ -w . ]
}

holds "cannot work in its workspace" cannot_work
holds "becomes root by sudo" sudo -n true
holds "can gain privileges" can_gain_privileges
holds "writes the system" test -w /usr/local/bin
holds "talks to Lima's agent" test -w /run/lima-guestagent.sock
holds "reaches a service of the host" reaches 192.168.5.2 "$port"
for folder; do
  holds "sees $folder" sees "$folder"
done
echo "@sandtray end $tried"
