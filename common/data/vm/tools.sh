#!/bin/sh
# SPDX-License-Identifier: MIT
# tools.sh PACKAGE... -- node=URL#sha256:HASH PROGRAM=PACKAGE@VERSION...
#
# What root installs in the virtual machine: packages of Debian, Node.js, agents with npm. What is there stays
# as it is, so it can be run again at any time, also after it was broken off. One line for each, on standard
# output: "@sandtray there|doing|done|failed NAME [REASON]"; after a failure the end of what was said, as it
# came. All of that is in /var/log/sandtray-tools.log.
#
# Scripts of npm packages run as a user of their own, without privileges, without the folders of the
# host and with the network of the agents.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DEBIAN_FRONTEND=noninteractive
LC_ALL=C.UTF-8
export PATH DEBIAN_FRONTEND LC_ALL

log=/var/log/sandtray-tools.log
top=/opt/sandtray/tools
node=/opt/sandtray/node
number=61001
packages=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  packages="$packages $1"
  shift
done
[ $# -eq 0 ] || shift

say() {
  printf '@sandtray %s\n' "$*"
}

# What it says goes to the log, so that it ends well even if nobody listens any more.
quietly() {
  "$@" </dev/null >>"$log" 2>&1 8<&- 9>&-
}

excuse() {
  tail -n 15 "$log"
}

has_package() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

apt() {
  quietly apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@"
}

install_packages() {
  missing=
  for package in $packages; do
    if has_package "$package"; then say there "$package"; else missing="$missing $package"; fi
  done
  [ -n "$missing" ] || return
  say doing "packages of Debian"
  quietly dpkg --configure -a
  if ! apt -o APT::Update::Error-Mode=any update; then
    for package in $missing; do say failed "$package" "the lists of Debian's packages cannot be fetched"; done
    excuse
    return
  fi
  # shellcheck disable=SC2086 # words
  apt install -y --no-install-recommends $missing
  for package in $missing; do
    # One that cannot be had is no reason to go without the others.
    if has_package "$package" || apt install -y --no-install-recommends "$package"; then
      say "done" "$package"
    else
      say failed "$package" "apt-get does not install it"
      excuse
    fi
  done
}

# Nothing of it runs or is unpacked before its hash is right.
install_node() { # URL#sha256:HASH
  if command -v npm >/dev/null; then
    say there node
    return
  fi
  say doing node
  file=$(mktemp)
  if ! command -v curl >/dev/null; then
    say failed node "curl is not there"
  elif ! quietly curl -fsSL --retry 2 --connect-timeout 20 -o "$file" "${1%%#*}"; then
    say failed node "it cannot be fetched"
    excuse
  elif [ "$(sha256sum <"$file")" != "${1##*#sha256:}  -" ]; then
    say failed node "it has another content than was asked for"
  elif rm -rf "$node" "$node.new" && mkdir -p "$node.new" &&
    quietly tar -xJf "$file" -C "$node.new" --strip-components=1 --no-same-owner && mv "$node.new" "$node" &&
    ln -sfn "$node/bin/node" "$node/bin/npm" "$node/bin/npx" /usr/local/bin/; then
    say "done" node
  else
    say failed node "it cannot be unpacked"
    excuse
  fi
  rm -f "$file"
}

make_user() {
  getent passwd sandtray-tools >/dev/null ||
    quietly useradd -M -d "$top" -u "$number" -U -s /usr/sbin/nologin -p '*' sandtray-tools || return 1
  mkdir -p "$top" && chown "$number:$number" "$top"
}

# npm with WORDS...
npm_apart() {
  # shellcheck disable=SC2016 # for the inner shell
  quietly unshare --mount sh -c 'umount -a -l -t fuse.sshfs,virtiofs
    exec setpriv --reuid="$1" --regid="$1" --clear-groups --no-new-privs --inh-caps=-all env -i \
      PATH="$PATH" HOME="$2" LC_ALL="$LC_ALL" sh -c "cd && shift 2 && umask 022 && exec npm \"\$@\"" sh "$@"' \
    sh "$number" "$top" "$@"
}

install_agent() { # PROGRAM PACKAGE@VERSION
  if command -v "$1" >/dev/null; then
    say there "$1"
    return
  fi
  say doing "$1"
  if ! command -v npm >/dev/null; then
    say failed "$1" "npm is not there"
    return
  fi
  if make_user && npm_apart install -g --prefix "$top" --no-audit --no-fund --no-update-notifier "$2" &&
    [ -x "$top/bin/$1" ] && ln -sfn "$top/bin/$1" "/usr/local/bin/$1"; then
    say "done" "$1"
  else
    say failed "$1" "npm does not install it"
    excuse
  fi
  rm -rf "$top/.npm"
}

# One that was left behind ends first.
# It would switch itself off meanwhile (idle.sh).
busy=/run/sandtray-idle/busy
if [ -r "$busy" ]; then
  exec 8<"$busy"
  flock -s 8
fi
exec 9>/run/sandtray-tools.lock
flock 9
: >"$log"
chmod 0600 "$log"
install_packages
for item in "$@"; do
  case $item in
  node=*) install_node "${item#*=}" ;;
  *) install_agent "${item%%=*}" "${item#*=}" ;;
  esac
done
# What is remembered to be there has to outlive a cut-off.
quietly sync
exit 0
