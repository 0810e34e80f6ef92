#!/bin/sh
# SPDX-License-Identifier: MIT
# Takes docs/images/tray.png: the tray on a real panel with its menu open and a real notification.
# The panel, the notification service and the tray are the real ones; the sessions are played.
#   screenshot.sh BUILD_FOLDER [PNG]
# Needs Xvfb, xfce4-panel, xfce4-notifyd, xdotool, xterm, ImageMagick and dbus-run-session.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if [ "${1:-}" != --inside ]; then
  build=$(cd "$1" && pwd)
  picture=${2:-$here/../../docs/images/tray.png}
  mkdir -p "$(dirname "$picture")"
  picture=$(cd "$(dirname "$picture")" && pwd)/$(basename "$picture")
  world=$(mktemp -d)
  trap 'rm -rf "$world"' EXIT
  mkdir -m 700 "$world/run" "$world/ann"
  cmake --install "$build" --prefix "$world/installed" >"$world/install.log"
  gtk-update-icon-cache -q -f -t "$world/installed/share/icons/hicolor" || true
  # Everything that the bus starts inherits this, so it is set before the bus is.
  env -i PATH="$PATH" HOME="$world/ann" XDG_RUNTIME_DIR="$world/run" LANG=C.UTF-8 NO_AT_BRIDGE=1 \
    XDG_DATA_DIRS="$world/installed/share:/usr/local/share:/usr/share" \
    GTK_THEME=Adwaita:dark XDG_CURRENT_DESKTOP=XFCE DISPLAY=:"$((200 + $$ % 300))" \
    dbus-run-session -- "$0" --inside "$build" "$picture" "$world"
  exit
fi

build=$2 picture=$3 world=$4
ended=0
started=
clean_up() {
  ended=1
  # shellcheck disable=SC2086 # a list of ids
  kill $started 2>/dev/null || true
}
trap clean_up EXIT

# Waits until a command succeeds, at most ten seconds.
until_true() {
  tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ]; then
      echo "screenshot.sh: gave up waiting for: $*" >&2
      exit 1
    fi
    sleep 0.1
  done
}

width=1000 height=460
Xvfb "$DISPLAY" -screen 0 ${width}x${height}x24 -nolisten tcp -noreset >"$world/xvfb.log" 2>&1 &
started="$!"
until_true xdotool getdisplaygeometry

settings=$HOME/.config/xfce4/xfconf/xfce-perchannel-xml
mkdir -p "$settings"
cat >"$settings/xfce4-panel.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
        <value type="int" value="4"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="applicationsmenu"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="clock">
      <property name="mode" type="uint" value="2"/>
      <property name="digital-layout" type="uint" value="3"/>
      <property name="digital-time-format" type="string" value="10:24"/>
    </property>
    <property name="plugin-4" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="known-items" type="array"/>
    </property>
  </property>
</channel>
XML
cat >"$settings/xfce4-notifyd.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="notify-location" type="uint" value="1"/>
  <property name="initial-opacity" type="double" value="1.0"/>
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
  <property name="theme" type="string" value="Default"/>
</channel>
XML
xfce4-panel --disable-wm-check >"$world/panel.log" 2>&1 &
started="$started $!"

cat >"$world/sessions.json" <<JSON
[
  {"id": "ea5xk2vj", "agent": "opencode", "name": "changelog", "workspace": "$HOME/website",
   "age": 900, "state": "ended", "code": 0, "since": 300},
  {"id": "n3fgu7qa", "agent": "shell", "name": "nightly-tests", "workspace": "$HOME/compiler",
   "age": 5400, "state": "ended", "code": 0, "since": 4020},
  {"id": "h4kq7w2m", "agent": "codex", "name": "compiler", "workspace": "$HOME/compiler",
   "age": 840, "state": "working", "since": 780},
  {"id": "p9tzc3ye", "agent": "gemini", "name": "thesis", "workspace": "$HOME/thesis",
   "age": 1500, "state": "done", "since": 480},
  {"id": "w6bnd8rs", "agent": "claude", "name": "website", "workspace": "$HOME/website",
   "age": 400, "state": "blocked", "kind": "permission", "since": 4,
   "message": "Bash: npm run deploy -- --stage preview"}
]
JSON
mkfifo "$world/hold"
"$build/bin/fake-sessions" "$world/sessions.json" <"$world/hold" >"$world/sessions.log" &
started="$started $!"
exec 9>"$world/hold"
until_true grep -q ready "$world/sessions.log"
for id in ea5xk2vj n3fgu7qa; do
  : >"$HOME/.local/state/sandtray/sessions/$id/seen"
done
# Its text stands between the submenu and the notification; the folders are temporary ones and stay out.
cat >"$world/terminal" <<SH
#!/bin/sh
printf '\\033[?25l\\033[11H \\033[32mann@desk\\033[0m:~\$ sandtray ls\n'
"$build/bin/sandtray" ls | cut -c 1-65 | sed 's/^/ /'
printf '\n \\033[32mann@desk\\033[0m:~\$ '
read -r _
SH
chmod +x "$world/terminal"
xterm -geometry 200x60+0+30 -b 0 -bw 0 +sb -fa 'DejaVu Sans Mono' -fs 9 -bg '#1f2d3a' -fg '#d8dee9' \
  -e "$world/terminal" &
started="$started $!"
name_is_owned() {
  gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus \
    -m org.freedesktop.DBus.GetNameOwner "$1"
}
# By name: another service may be the bus's default.
notifyd=$(find /usr/lib -name xfce4-notifyd -type f | head -n 1)
"$notifyd" >"$world/notifyd.log" 2>&1 &
started="$started $!"
until_true name_is_owned org.freedesktop.Notifications
until_true name_is_owned org.kde.StatusNotifierWatcher
"$world/installed/bin/sandtray-tray" &
started="$started $!"
until_true grep -q 'is registered' "$HOME/.local/state/sandtray/tray.log"
until_true xdotool search --onlyvisible --class xfce4-notifyd

# The icon is the last thing on the panel; a panel that is still busy misses a click. An open menu
# changes the colour below the icon.
below_icon() {
  import -window root -crop 1x1+$((width - 60))+200 -format '%[hex:u.p{0,0}]' info:
}
menu_is_open() {
  before=$(below_icon)
  xdotool mousemove $((width - 16)) 15 click 1
  sleep 0.5
  [ "$(below_icon)" != "$before" ]
}
until_true menu_is_open
# Open the submenu of the session that needs the person.
xdotool mousemove $((width - 120)) 44
sleep 0.7
import -window root "$world/shot.png"
convert "$world/shot.png" -strip +dither -colors 256 "PNG8:$picture"
ls -l "$picture"
[ $ended = 0 ]
