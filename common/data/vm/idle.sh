#!/bin/sh
# SPDX-License-Identifier: MIT
# Root runs this at each start of the virtual machine: from then on it switches itself off after a
# while in which nobody has used it, for which nothing of ours has to wait outside. In use is one in
# which a session runs, a terminal is open, or somebody holds a lock on /run/sandtray-idle/busy.
#
# The lines that are put before it set what is named here.
set -eu
: "${idle_minutes:?}" "${uid:?}"
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

folder=/run/sandtray-idle
script=/usr/local/libexec/sandtray-idle
units=/run/systemd/system
mkdir -p "$folder" "$units" /usr/local/libexec
: >"$folder/busy"
chmod 0666 "$folder/busy"

{
  echo '#!/bin/sh'
  echo "uid=$uid minutes=$idle_minutes folder=$folder"
  cat <<'SCRIPT'
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
keys=/run/sandtray/authorized_keys
told=/run/sandtray/provisioned

seconds() {
  read -r up _ </proc/uptime
  echo "${up%%.*}"
}

is_used() {
  for each in /dev/pts/[0-9]*; do
    [ ! -e "$each" ] || return 0
  done
  for each in /proc/[0-9]*/comm; do
    read -r name <"$each" 2>/dev/null || continue
    [ "$name" != sandtray-guest ] || return 0
  done
  ! flock -n "$folder/busy" true
}

if is_used || [ ! -s "$folder/last" ]; then
  seconds >"$folder/last"
  exit 0
fi
[ $(($(seconds) - $(cat "$folder/last"))) -ge $((minutes * 60)) ] || exit 0

# From here on nobody is let in, and who asks is told to wait. Who came just before is not cut off.
read -r hash state <"$told"
[ "$state" = ok ] || keys=$folder/none
[ "$state" != ok ] || mv "$keys" "$keys.kept"
echo "$hash stops" >"$told"
if is_used; then
  [ ! -e "$keys.kept" ] || mv "$keys.kept" "$keys"
  echo "$hash $state" >"$told"
  seconds >"$folder/last"
  exit 0
fi
# The connection that sessions share: it would take new ones.
for each in /proc/[0-9]*; do
  [ "$(stat -c %u "$each" 2>/dev/null)" != "$uid" ] || kill "${each#/proc/}" 2>/dev/null || true
done
systemctl --no-block poweroff
SCRIPT
} >"$script.new"
chmod 0755 "$script.new"
mv "$script.new" "$script"

cat >"$units/sandtray-idle.service" <<UNIT
[Unit]
Description=Switch the machine off where nobody uses it

[Service]
Type=oneshot
ExecStart=$script
UNIT
cat >"$units/sandtray-idle.timer" <<'UNIT'
[Unit]
Description=Look each minute whether somebody uses the machine

[Timer]
OnActiveSec=1min
OnUnitActiveSec=1min
AccuracySec=15s
UNIT
systemctl daemon-reload
rm -f "$folder/last"
systemctl restart sandtray-idle.timer
