#!/bin/sh
# SPDX-License-Identifier: MIT
# Takes docs/images/window.png, the list of the sessions in the light and in the dark theme, and
# docs/images/settings.png, the methods, a template's form, a new session and the settings. The window is
# the real one; the sessions are played.
#   screenshot.sh BUILD_FOLDER [FOLDER]
# Needs Xvfb, xdotool, ImageMagick and GTK's Adwaita theme; the targets sandtray and fake-sessions must
# be built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
pictures=${2:-$here/../../docs/images}
world=$(mktemp -d)
started=
clean_up() {
  # shellcheck disable=SC2086 # a list of ids
  kill $started 2>/dev/null || true
  rm -rf "$world"
}
trap clean_up EXIT
mkdir -m 700 "$world/run" "$world/ann"
# Where it would be installed: the page About names the folder.
mkdir -p "$world/ann/.local/share"
ln -s "$(cd "$here/../../common/data" && pwd)" "$world/ann/.local/share/sandtray"
export SANDTRAY_SHARE="$world/ann/.local/share/sandtray"
export HOME="$world/ann" XDG_RUNTIME_DIR="$world/run" LANG=C.UTF-8 NO_AT_BRIDGE=1
export DISPLAY=:$((500 + $$ % 300)) XDG_CONFIG_HOME="$world/ann/.config"
unset DBUS_SESSION_BUS_ADDRESS XDG_STATE_HOME XDG_DATA_HOME

until_true() {
  tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -le 200 ] || {
      echo "screenshot.sh: gave up waiting for: $*" >&2
      exit 1
    }
    sleep 0.1
  done
}

Xvfb "$DISPLAY" -screen 0 1000x700x24 -nolisten tcp -noreset >"$world/xvfb.log" 2>&1 &
started="$!"
until_true xdotool getdisplaygeometry

cat >"$world/sessions.json" <<JSON
[
  {"id": "ea5xk2vj", "agent": "opencode", "name": "changelog", "workspace": "$HOME/website",
   "age": 900, "state": "ended", "code": 3, "since": 300},
  {"id": "n3fgu7qa", "agent": "shell", "name": "nightly-tests", "workspace": "$HOME/compiler",
   "age": 5400, "state": "ended", "code": 0, "since": 4020},
  {"id": "c2mzk8dh", "agent": "shell", "name": "printer", "workspace": "$HOME/drivers",
   "method": "host", "age": 1800, "state": "idle", "since": 1560},
  {"id": "h4kq7w2m", "agent": "codex", "name": "compiler", "workspace": "$HOME/compiler",
   "age": 840, "state": "working", "since": 780},
  {"id": "p9tzc3ye", "agent": "gemini", "name": "thesis", "workspace": "$HOME/thesis",
   "age": 1500, "state": "done", "since": 480},
  {"id": "w6bnd8rs", "agent": "claude", "name": "website", "workspace": "$HOME/website",
   "age": 400, "state": "blocked", "kind": "permission", "since": 4}
]
JSON
mkfifo "$world/hold"
"$build/bin/fake-sessions" "$world/sessions.json" <"$world/hold" >"$world/sessions.log" &
started="$started $!"
exec 9>"$world/hold"
until_true grep -q ready "$world/sessions.log"

mkdir -p "$HOME/website" "$HOME/compiler"
for name in docker podman; do
  "$build/bin/sandtray" methods add "my-$name" --template $name >"$world/log"
done
"$build/bin/sandtray" workspaces add "$HOME/website" -m my-docker --agent claude >"$world/log"

take() { # PAGE THEME PNG HEIGHT [KEY...]
  page=$1 theme=$2 png=$3 height=$4
  shift 4
  GTK_THEME=$theme "$build/bin/sandtray-ui" "$page" 9>&- &
  window=$!
  until_true xdotool search --onlyvisible --name '^Sandtray$'
  xdotool search --onlyvisible --name '^Sandtray$' windowsize 960 "$height"
  sleep 5 # until it is drawn, and has looked twice at what the sessions use
  for key in "$@"; do
    xdotool mousemove 300 250 key "$key"
    sleep 1
  done
  xdotool mousemove 990 690
  sleep 1
  import -window root -crop "960x$height+0+0" +repage "$png"
  kill $window
  wait $window
}
join() { # PNG PNG...
  to=$1
  shift
  convert "$@" -bordercolor '#808080' -border 1 -append -strip +dither -colors 128 "PNG8:$to"
  ls -l "$to"
}
take sessions Adwaita "$world/1.png" 560
take sessions Adwaita:dark "$world/2.png" 560
take methods Adwaita "$world/3.png" 560
take methods Adwaita:dark "$world/4.png" 560 Down Down Down alt+e
take new Adwaita "$world/5.png" 610 # the form is higher
take sandboxing Adwaita:dark "$world/6.png" 560
join "$pictures/window.png" "$world/1.png" "$world/2.png"
join "$pictures/settings.png" "$world/3.png" "$world/4.png" "$world/5.png" "$world/6.png"
