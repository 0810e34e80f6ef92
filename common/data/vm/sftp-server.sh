#!/bin/sh
# SPDX-License-Identifier: MIT
# What Lima finds as sftp-server on Linux. Lima tells OpenSSH's which folder it is to serve, and that one
# serves every file of the person's to whoever speaks with it, as root inside the virtual machine can. Here
# it sees that folder alone, and the system's libraries: in namespaces of its own, without network, for as
# long as Lima lives. The filter is that of the method bwrap: no file is made set-uid, among others.
#
# The lines that are put before it set what is named here.
set -eu
: "${bwrap:?}" "${server:?}" "${filter:?}" "${user:?}" "${group:?}"

folder=
bind=--bind
while getopts ed:R option; do
  case $option in
    d) folder=$OPTARG ;;
    R) bind=--ro-bind ;;
    e) ;;
    *) exit 64 ;;
  esac
done
: "${folder:?}"

# Lima doubles each % for the server.
path=
rest=$folder
while [ "$rest" != "${rest#*%%}" ]; do
  path=$path${rest%%"%%"*}%
  rest=${rest#*%%}
done
path=$path$rest

set -- "$bind" "$path" "$path" --remount-ro / -- /sftp-server "$@"
for libraries in /usr/lib /usr/lib32 /usr/lib64 /lib /lib32 /lib64 /nix/store /gnu/store; do
  [ ! -d "$libraries" ] || set -- --ro-bind "$libraries" "$libraries" "$@"
done
# It wants to know its user, and reads /etc/passwd for that.
exec 9<<PASSWD
person:x:$user:$group::/:/
PASSWD
exec 8<"$filter"
exec "$bwrap" --unshare-all --die-with-parent --new-session --as-pid-1 --cap-drop ALL --clearenv --seccomp 8 \
  --ro-bind "$server" /sftp-server --dev-bind /dev/null /dev/null \
  --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-data 9 /etc/passwd "$@"
