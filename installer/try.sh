#!/bin/sh
# SPDX-License-Identifier: MIT
# Tries Sandtray from a checkout: installs what is missing, builds release, and runs an agent under
# bwrap. Safe to run again. Without a terminal it shows instead what the sandbox refuses and permits,
# and fails if any of that does not hold.
#
#   installer/try.sh [AGENT [WORKSPACE]]      default: shell, in a scratch git repository
#
# For the test of this file: SANDTRAY_TRY_METHOD names another method than bwrap (under `host` the
# demonstration must fail), SANDTRAY_TRY_PROGRAM a sandtray that was built already.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
sandtray=${SANDTRAY_TRY_PROGRAM:-$root/build/release/bin/sandtray}
method=${SANDTRAY_TRY_METHOD:-bwrap}

main() {
  agent=${1:-shell}
  workspace=${2:-}
  [ -z "$workspace" ] || workspace=$(CDPATH='' cd -- "$OLDPWD" && cd -- "$workspace" && pwd)
  if [ -z "${SANDTRAY_TRY_PROGRAM:-}" ]; then
    "$root/installer/packages.sh" build run
    build
  fi
  if [ -t 0 ] && [ -t 1 ]; then
    run_here "$agent" "$workspace"
  else
    demonstrate
  fi
}

build() {
  echo "Building Sandtray (build/release) ..."
  log=$root/build/try.log
  mkdir -p "$root/build"
  { cmake --preset release && cmake --build --preset release; } >"$log" 2>&1 || {
    tail -n 40 "$log"
    echo "try.sh: the build failed; $log has all of it" >&2
    exit 70
  }
}

make_repository() {
  mkdir -p "$1"
  [ -d "$1/.git" ] || git -c init.defaultBranch=main init -q "$1"
}

run_here() {
  if [ -z "$2" ]; then
    set -- "$1" "$HOME/sandtray-try"
    make_repository "$2"
  fi
  echo "Starting $1 under $method. Only $2 is writable; Ctrl-] d detaches, the session goes on."
  echo "  $sandtray ls        $sandtray attach SESSION        $root/build/release/bin/sandtray-tray"
  exec "$sandtray" run -m "$method" -w "$2" "$1"
}

demonstrate() {
  scratch=$(mktemp -d "$HOME/sandtray-try.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  workspace=$scratch/project
  secret=$scratch/secret
  make_repository "$workspace"
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$token" >"$secret"
  session=try-${scratch##*.}
  failures=0

  echo
  echo "An agent may do anything inside of its sandbox ($method). What reaches this machine?"
  inside read-secret "cat '$secret'"
  judge secret_is_safe refused "it reads a secret of this machine, $secret"
  inside write-outside "echo planted >'$scratch/planted'"
  # A home below /tmp is covered by the private /tmp of the sandbox, where writing is no harm.
  refusal=refused
  [ $status -ne 0 ] || refusal="gone with the private /tmp"
  judge nothing_is_planted "$refusal" "it writes outside of its workspace, $scratch/planted"
  inside edit-project "echo 'edited by the agent' >notes.txt && git add notes.txt && git status -s"
  judge workspace_is_edited "done" "it edits its workspace, $workspace/notes.txt"

  echo
  echo "What Sandtray knows about these sessions (sandtray ls --all):"
  output=$("$sandtray" ls --all | grep -e NAME -e "$session-" || true)
  judge states_are_listed yes "the list names all three and how they ended"
  echo
  echo "What the tray says about them (sandtray events SESSION --notifications):"
  output=$(for name in read-secret edit-project; do
    "$sandtray" events "$session-$name" --notifications
  done) || true
  judge failure_is_told yes "the failure is told"

  echo
  if [ $failures -gt 0 ]; then
    echo "$failures of these did not hold."
    exit 1
  fi
  echo "All of it held. In a terminal, installer/try.sh starts an agent like this for you."
}

# Runs a command as the agent `shell`. The agent says that it started, so that a session that never
# began is not taken for a refusal.
inside() { # NAME COMMAND
  status=0
  output=$("$sandtray" run -m "$method" -w "$workspace" --name "$session-$1" shell -- \
    -c "echo the agent runs; $2" 2>&1 </dev/null) || status=$?
}

agent_ran() { echo "$output" | grep -q "the agent runs"; }
secret_is_safe() { agent_ran && [ "$status" -ne 0 ] && ! echo "$output" | grep -q "$token"; }
nothing_is_planted() { agent_ran && [ ! -e "$scratch/planted" ]; }
workspace_is_edited() {
  agent_ran && [ "$status" -eq 0 ] && grep -qx "edited by the agent" "$workspace/notes.txt"
}
states_are_listed() {
  [ "$(echo "$output" | grep -c "$session-.*exited")" -eq 3 ]
}
failure_is_told() { echo "$output" | grep -qi "fail"; }

judge() { # TEST WORD CLAIM
  if "$1"; then
    echo "  $3: $2"
  else
    echo "  $3: NOT $2"
    failures=$((failures + 1))
  fi
  echo "$output" | grep -v "the agent runs" | sed 's/^/      /' || true
}

main "$@"
