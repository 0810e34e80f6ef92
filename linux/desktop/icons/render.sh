#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the PNG icons and the tray's pixmaps from common/data/icons; both are committed, so a
# build needs no renderer. Run it after changing an SVG. Needs rsvg-convert, convert (ImageMagick)
# and python3.
set -eu
cd "$(dirname "$0")"
svg=../../../common/data/icons
states='idle working needs-you failed'

# 24 pixels are the 22 pixel drawing in a margin of one: no line falls between two pixels.
draw() { # SVG SIZE PNG
  mkdir -p "$(dirname "$3")"
  if [ "$2" = 24 ]; then
    rsvg-convert -w 22 -h 22 "$1" | convert png:- -background none -gravity center \
      -extent 24x24 -strip "PNG32:$3"
  else
    rsvg-convert -w "$2" -h "$2" "$1" | convert png:- -strip "PNG32:$3"
  fi
}

rm -rf hicolor
for size in 16 22 24 48; do
  for state in $states; do
    draw "$svg/sandtray-$state.svg" "$size" "hicolor/${size}x$size/status/sandtray-$state.png"
  done
done
for size in 32 48 128; do
  draw "$svg/sandtray.svg" "$size" "hicolor/${size}x$size/apps/sandtray.png"
done

# IconPixmap wants ARGB32 in network byte order: state by state, 22, 24 and 48 pixels wide.
for state in $states; do
  for size in 22 24 48; do
    convert "hicolor/${size}x$size/status/sandtray-$state.png" -depth 8 rgba:-
  done
done | python3 -c '
import sys
rgba = sys.stdin.buffer.read()
argb = bytearray(len(rgba))
argb[0::4], argb[1::4], argb[2::4], argb[3::4] = rgba[3::4], rgba[0::4], rgba[1::4], rgba[2::4]
sys.stdout.buffer.write(argb)' >pixmaps.argb
