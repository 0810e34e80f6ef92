#!/bin/sh
# SPDX-License-Identifier: MIT
# The desktop's own validators over what `cmake --install` puts in place. A validator that is not
# installed is a skip (77), not a success.
#   validate.sh entry|metainfo|service|icons BUILD_FOLDER
set -eu
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
desktop=$(cd "$(dirname "$0")/../../linux/desktop" && pwd)

need() {
  command -v "$1" >/dev/null && return
  echo "Skipped: $1 is not installed"
  exit 77
}

case $1 in
  entry)
    need desktop-file-validate
    desktop-file-validate "$desktop/sandtray.desktop"
    ;;
  metainfo)
    need appstreamcli
    # The id is no domain turned round: the project owns none and claims none.
    appstreamcli validate --no-net --override=cid-desktopapp-is-not-rdns=info \
      "$desktop/sandtray.metainfo.xml"
    ;;
  service)
    need systemd-analyze
    # It exits with 0 even for an unknown key, so its words decide. The program is not installed
    # where the unit will find it.
    sed 's|^ExecStart=.*|ExecStart=/bin/true|' "$2/linux/sandtray-tray.service" \
      >"$tree/sandtray-tray.service"
    said=$(XDG_RUNTIME_DIR=$tree systemd-analyze --user verify "$tree/sandtray-tray.service" 2>&1) || true
    echo "$said"
    [ -z "$said" ]
    ;;
  icons)
    for size in 16 22 24 48; do
      for state in idle working needs-you failed; do
        icon=$desktop/icons/hicolor/${size}x$size/status/sandtray-$state.png
        # Bytes 16 to 23 of a PNG are its width and height.
        found=$(od -An -tu1 -j16 -N8 "$icon" | tr -s ' ')
        [ "$found" = " 0 0 0 $size 0 0 0 $size" ] || { echo "$icon is not of its size"; exit 1; }
      done
    done
    [ "$(wc -c <"$desktop/icons/pixmaps.argb")" -eq $((4 * 4 * (22 * 22 + 24 * 24 + 48 * 48))) ]
    ;;
  *) exit 64 ;;
esac
