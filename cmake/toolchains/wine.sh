#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a Windows program in the wine prefix of the build tree, which is made when it is missing.
#
#   wine.sh PROGRAM.EXE [ARGUMENTS...]
#   wine.sh --begin       makes the prefix and starts its server, which stays
#   wine.sh --end         ends the server and all that still runs in the prefix
#
# SANDTRAY_WINE_DISPLAY is the X display for programs with windows; without it there is none.
# SANDTRAY_WINE_PREFIX is the prefix (build/windows/wine), SANDTRAY_WINE_SECONDS how long the program
# may run (120). SANDTRAY_WINE_PROGRAMS is the folder of wine64 and wineserver.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
WINEPREFIX=${SANDTRAY_WINE_PREFIX:-$root/build/windows/wine}
# Nobody is there to answer a window about .NET, a browser or a crash; the desktop's menus stay.
WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe='
export WINEPREFIX WINEDLLOVERRIDES WINEDEBUG=-all SANDTRAY_UNDER_WINE=1
unset DISPLAY WAYLAND_DISPLAY
[ -z "${SANDTRAY_WINE_DISPLAY:-}" ] || export DISPLAY="$SANDTRAY_WINE_DISPLAY"

# Debian keeps the programs off the PATH; the wrapper that is on it talks about 32 bits.
bin=${SANDTRAY_WINE_PROGRAMS:-/usr/lib/wine}
[ -x "$bin/wine64" ] || bin=$(dirname "$(command -v wine64 || echo /missing/wine64)")
[ -x "$bin/wine64" ] || {
  echo "wine.sh: there is no wine64; installer/packages.sh windows installs it" >&2
  exit 69
}

end() {
  [ -d "$WINEPREFIX" ] || return 0
  timeout -k 5 30 "$bin/wineserver" -k || true # fails when no server runs
  timeout -k 5 30 "$bin/wineserver" -w
}

prepare() {
  mkdir -p "$(dirname "$WINEPREFIX")"
  (
    flock 9
    [ ! -f "$WINEPREFIX/ready" ] || exit 0
    rm -rf "$WINEPREFIX"
    # A server that outlives this call must not keep the lock.
    timeout -k 5 120 "$bin/wine64" wineboot -i >/dev/null 2>&1 9>&-
    timeout -k 5 60 "$bin/wine64" winecfg -v win10 >/dev/null 2>&1 9>&-
    timeout -k 5 60 "$bin/wineserver" -w 9>&-
    : >"$WINEPREFIX/ready"
  ) 9>"$WINEPREFIX.lock"
}

case ${1:?which program?} in
  --end) end ;;
  --begin)
    # A server that is half begun would be in the way of the next call.
    trap 'status=$?; [ $status -eq 0 ] || end; exit $status' EXIT
    trap 'exit 130' INT TERM
    prepare
    # A server that comes and goes with the programs refuses one that starts while it is going.
    timeout -k 5 30 "$bin/wineserver" -p </dev/null >/dev/null 2>&1 || {
      status=$?
      [ $status -ne 2 ] || trap - EXIT # another one runs, which is not ours
      exit $status
    }
    # The first program starts the system's services, which keep its output open and end with the
    # last one: this one waits for input that never comes, until --end.
    rm -f "$WINEPREFIX/input"
    mkfifo "$WINEPREFIX/input"
    "$bin/wine64" cmd <>"$WINEPREFIX/input" >/dev/null 2>&1 &
    timeout -k 5 60 "$bin/wine64" cmd /c exit </dev/null >/dev/null 2>&1
    # So does the first that needs a desktop, as a pseudo-console does.
    timeout -k 5 60 "$bin/wine64" rundll32 user32.dll,GetDesktopWindow </dev/null >/dev/null 2>&1 || true
    ;;
  *)
    [ -f "$WINEPREFIX/ready" ] || prepare
    exec timeout -k 5 "${SANDTRAY_WINE_SECONDS:-120}" "$bin/wine64" "$@"
    ;;
esac
