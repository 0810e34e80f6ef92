#!/bin/sh
# SPDX-License-Identifier: MIT
# image.sh FOLDER: a Debian system of packages as Lima needs it, in disk.raw, vmlinuz and initrd.img;
# made once. It is started by its kernel and has no boot loader. Root alone can make it.
#
# cloud-init, sudo, sshfs and rsync are Lima's; nftables is for the rules of what agents may reach;
# git and node are for the agents.
set -eu
folder=$1
[ ! -s "$folder/disk.raw" ] || exit 0

packages=linux-image-cloud-amd64,systemd-sysv,systemd-resolved,openssh-server,cloud-init
packages=$packages,cloud-guest-utils,sudo,dbus,iproute2,netbase,ca-certificates,rsync,sshfs,fuse3
packages=$packages,nftables,git,nodejs,procps
fresh=$folder.new
rm -rf "$fresh"
mkdir -p "$fresh/root"
mmdebstrap --quiet --variant=minbase --include="$packages" --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  bookworm "$fresh/root.tar"
tar -xpf "$fresh/root.tar" -C "$fresh/root"
rm "$fresh/root.tar"
echo 'LABEL=cloudroot / ext4 defaults,discard 0 1' >"$fresh/root/etc/fstab"
chroot "$fresh/root" systemctl enable systemd-networkd systemd-resolved ssh >/dev/null 2>&1
# Nothing that runs by the clock, and nobody waits for a network that is there.
for unit in apt-daily.timer apt-daily-upgrade.timer e2scrub_reap.service fstrim.timer \
  dpkg-db-backup.timer systemd-networkd-wait-online.service; do
  ln -sf /dev/null "$fresh/root/etc/systemd/system/$unit"
done
# Emulated processors take a quarter of a minute for keys that nobody asks for.
printf 'ssh_genkeytypes: [ed25519]\nlocale: false\n' >"$fresh/root/etc/cloud/cloud.cfg.d/90-quick.cfg"
# Nothing is installed in a test, whatever network this machine has.
echo 'Acquire::http::Proxy "http://127.0.0.1:9";' >"$fresh/root/etc/apt/apt.conf.d/99-no-network"
mv "$fresh/root/boot"/vmlinuz-* "$fresh/vmlinuz"
mv "$fresh/root/boot"/initrd.img-* "$fresh/initrd.img"
truncate -s 3G "$fresh/disk.raw"
mke2fs -q -F -t ext4 -L cloudroot -d "$fresh/root" "$fresh/disk.raw"
rm -rf "$fresh/root"
chmod 0644 "$fresh"/*
rm -rf "$folder"
mv "$fresh" "$folder"
