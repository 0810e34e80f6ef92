#!/bin/sh
# SPDX-License-Identifier: MIT
# Signs Sandtray.app, has it notarised where there are credentials, and packs it. On a Mac.
#
#   installer/sign-mac.sh Sandtray.app ARCHIVE.zip
#
# SANDTRAY_SIGN_IDENTITY names the certificate ("Developer ID Application: ..."); without it the
# signature is nobody's: the system then allows no notifications and no login item.
# SANDTRAY_NOTARY_KEY (a file), SANDTRAY_NOTARY_KEY_ID and SANDTRAY_NOTARY_ISSUER are those of App Store
# Connect; with some but not all of them nothing is done.
set -eu

stop() {
  echo "sign-mac.sh: $2" >&2
  exit "$1"
}

[ $# = 2 ] || stop 64 "usage: sign-mac.sh Sandtray.app ARCHIVE.zip"
app=${1%/}
archive=$2
[ -f "$app/Contents/Info.plist" ] || stop 66 "$app is no application"
identity=${SANDTRAY_SIGN_IDENTITY:--}
key=${SANDTRAY_NOTARY_KEY:-}
key_id=${SANDTRAY_NOTARY_KEY_ID:-}
issuer=${SANDTRAY_NOTARY_ISSUER:-}
case ${key:+k}${key_id:+i}${issuer:+u} in
  "") notarise=no ;;
  kiu) notarise=yes ;;
  *) stop 64 "for notarisation all three of key, key id and issuer are needed" ;;
esac
[ $notarise = no ] || [ "$identity" != - ] || stop 64 "only what is signed by somebody can be notarised"

sign() {
  if [ "$identity" = - ]; then
    codesign --force --sign - "$1"
  else
    codesign --force --sign "$identity" --options runtime --timestamp "$1"
  fi
}

# From the inside out: the application's own signature covers those of its parts, and what is data to
# the system, the programs for the virtual machine among it.
parts="sandtray sandtray-fetch sandtray-guest sandtray-host"
[ ! -e "$app/Contents/MacOS/sandtray-ui" ] || parts="$parts sandtray-ui"  # not in every build
for name in $parts; do
  sign "$app/Contents/MacOS/$name"
done
sign "$app"
codesign --verify --strict "$app"

if [ $notarise = yes ]; then
  ditto -c -k --keepParent "$app" "$archive"
  xcrun notarytool submit "$archive" --wait --key "$key" --key-id "$key_id" --issuer "$issuer"
  xcrun stapler staple "$app"
fi
rm -f "$archive"
ditto -c -k --keepParent "$app" "$archive"
