#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and tests. Ends with one line: N passed, N failed, N skipped. Fails if a test failed or if
# none ran.
#
#   tests/run.sh [LANE...]
#
# Lanes: default   everything that needs no network and no real agent
#        tidy      clang-tidy over the programs' code
#        agents    the real agents, in a sandbox, against a model server of our own
#        bench     the benchmarks, with the release build
#        chaos     two hundred kills at random moments
#        methods   the templates for methods of your own, each with its real engine, and a matrix of
#                  all attempts to escape by all methods
#        lima      a virtual machine with the real Lima, made, used and deleted as a person does it
#        windows   what is built for Windows so far, run under wine, and its figures
#        macos     what is built for macOS so far, linked on Linux and inspected
#        sanitize  the tests again under AddressSanitizer with UBSan, and those of threads and of
#                  handlers of signals under ThreadSanitizer
# SANDTRAY_RESULTS is the folder that keeps the results (build/results).
set -eu
cd "$(dirname "$0")/.."
results=${SANDTRAY_RESULTS:-$PWD/build/results}
[ $# -gt 0 ] || set -- default
for lane in "$@"; do
  case $lane in
    default | tidy | agents | bench | chaos | methods | lima | sanitize | windows | macos) ;;
    *)
      echo "run.sh: no lane $lane; there are default, tidy, agents, bench, chaos, methods, lima, sanitize, windows, macos" >&2
      exit 64
      ;;
  esac
done

processors=$(nproc 2>/dev/null || echo 2)
export CMAKE_BUILD_PARALLEL_LEVEL="$processors"
begun=$(date +%s)
common="unit process golden data surface tray escape"
broken=0

# With the seconds since the beginning: what a run that was cut off was at, and what took long.
step() { printf '\n== %s s: %s\n' $(($(date +%s) - begun)) "$*"; }

# A step that is not a test counts as one when it fails, so that no failure is lost in the sum.
note_failure() {
  broken=1
  printf '<testsuite><testcase name="%s" status="fail"/></testsuite>\n' "$2" >"$results/$1/$1-$2.xml"
}

need() { # LANE GROUPS...
  lane=$1
  shift
  ./installer/packages.sh "$@" || {
    note_failure "$lane" install
    return 1
  }
}

build() { # LANE PRESET [TARGET]
  step "building $2"
  { cmake --preset "$2" && cmake --build --preset "$2" --target "${3:-all}"; } >"$results/$1/$2.log" 2>&1 || {
    tail -n 40 "$results/$1/$2.log"
    note_failure "$1" "build-$2"
    return 1
  }
}

# Who watches sees every test; what is kept and read later names only those that did not pass.
run_ctest() { # OPTIONS...
  if [ -t 1 ]; then
    ctest "$@"
    return
  fi
  exec 4>&1
  passed='^ +Start +[0-9]+: |^ *[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed '
  status=$({ { ctest "$@" 2>&1 3>&- 4>&- && echo 0 >&3 || echo $? >&3; } |
    grep --line-buffered -vE "$passed" >&4; } 3>&1)
  return "$status"
}

run_tests() { # LANE PRESET LABELS [CTEST OPTIONS...]
  lane=$1 preset=$2 labels=$(echo "$3" | tr ' ' '|')
  shift 3
  step "testing $preset: $labels"
  file=$results/$lane/$lane-$preset
  [ ! -f "$file.xml" ] || file=$file-${labels%%|*}
  run_ctest --test-dir "build/$preset" -L "^($labels)\$" -j "$processors" --output-on-failure \
    --no-tests=error --output-junit "$file.xml" "$@" || {
    case $lane in bench | chaos | lima) broken=1 && return ;; esac
    # Once more, alone: the sum tells a failure from a test that this machine was too busy for.
    step "testing $preset: the failures again"
    run_ctest --test-dir "build/$preset" -L "^($labels)\$" --rerun-failed --output-on-failure \
      --output-junit "$file.again.xml" "$@" -j 1 || broken=1
  }
  [ -f "$file.xml" ] || note_failure "$lane" "no-tests-in-$preset"
}

# What the lane has left out is what docs/unverified.md says.
unverified() { # LANE SYSTEM PRESET
  python3 tests/unverified.py skipped docs/unverified.md "$2" "$results/$1" || note_failure "$1" skips
  python3 tests/unverified.py sources docs/unverified.md "$2" "build/$3/compile_commands.json" ||
    note_failure "$1" sources
}

run_lane() {
  case $1 in
    default)
      # One more than there are processors: many of its tests wait for what others do.
      need default build run test && build default dev &&
        run_tests default dev "$common" -j $((processors + 1))
      ;;
    tidy)
      need tidy build run test && build tidy dev && run_tests tidy dev tidy -j 1
      ;;
    agents)
      need agents build run test agents && build agents dev && run_tests agents dev agents -j 1
      ;;
    bench)
      need bench build run test bench && build bench release && build bench dev &&
        run_tests bench dev bench -j 1 --verbose
      ;;
    chaos)
      need chaos build run test && build chaos dev && run_tests chaos dev chaos -j 1 --verbose
      ;;
    methods)
      need methods build run test methods && build methods dev &&
        run_tests methods dev methods -j 1 && cat "$results/methods/escapes.txt"
      ;;
    lima)
      need lima build run test agents lima && build lima dev && run_tests lima dev lima -j 1 --verbose
      ;;
    windows)
      need windows build windows || return 1
      ./installer/windows-libraries.sh >/dev/null || {
        note_failure windows libraries
        return 1
      }
      build windows windows || return 1
      # What wine has started must not outlive the lane.
      trap './cmake/toolchains/wine.sh --end' EXIT
      trap 'exit 130' INT TERM
      ./cmake/toolchains/wine.sh --begin || {
        note_failure windows wine
        return 1
      }
      run_tests windows windows "unit golden data process"
      run_tests windows windows bench -j 1 --verbose
      unverified windows Windows windows
      ./cmake/toolchains/wine.sh --end || note_failure windows wine-end
      trap - EXIT INT TERM
      ;;
    macos)
      need macos build macos || return 1
      ./installer/zig.sh >/dev/null || {
        note_failure macos zig
        return 1
      }
      for library in wxwidgets3.2 curl libarchive; do
        ./installer/source.sh "$library" >/dev/null || {
          note_failure macos "$library"
          return 1
        }
      done
      build macos macos-x86_64 && build macos macos-arm64 &&
        run_tests macos macos-arm64 "data process" && unverified macos macOS macos-arm64
      ;;
    sanitize)
      need sanitize build run test || return 1
      # A finding ends the program by a signal, so that it is not mistaken for an answer. Tests send
      # deadly signals on purpose; the sanitizer leaves those alone.
      signals="handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0"
      export ASAN_OPTIONS="abort_on_error=1:detect_stack_use_after_return=1:$signals"
      export UBSAN_OPTIONS="print_stacktrace=1:abort_on_error=1:$signals"
      export TSAN_OPTIONS="abort_on_error=1:second_deadlock_stack=1:$signals"
      build sanitize asan && run_tests sanitize asan "unit process golden tray"
      # A process under ThreadSanitizer has a thread of its own and may not make a user namespace, so
      # no sandbox starts there; its tests run under the other sanitizers.
      build sanitize tsan threads && run_tests sanitize tsan "unit process" \
        --exclude-regex '^(Attach|AttachTooLate|NoBoundary|OwnInstallation|Planted|Run|SandboxStart|Sessions|Stream|Verdict)\.'
      ;;
  esac
}

for lane in "$@"; do
  rm -rf "${results:?}/$lane"
  mkdir -p "$results/$lane"
  run_lane "$lane" || broken=1
done

step "results of $*"
folders=""
for lane in "$@"; do folders="$folders $results/$lane"; done
# shellcheck disable=SC2086
python3 tests/summary.py $folders && exit $broken
exit 1
