#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PROGRAMS: all that vm_test.py needs, and then that. 77: this machine cannot do it, with the
# reason.
set -eu
programs=$1
cd "$(dirname "$0")"

if [ "$(id -u)" -ne 0 ]; then
  echo "root alone can make the image of Debian"
  exit 77
fi
cache=${SANDTRAY_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/sandtray}
lima=$(./limactl.sh) || exit $?
image=$cache/vm-image-$(cksum <image.sh | cut -d' ' -f1)
./image.sh "$image"
claude=$(../agents/install.sh claude) || {
  echo "$claude"
  exit 1
}
# A network of its own, where nothing is but a loopback.
exec unshare --net -- sh -c 'ip link set lo up && exec python3 -B vm_test.py "$@"' sh \
  "$programs" "$lima" "$image" "${claude#claude }"
