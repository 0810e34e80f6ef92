# Uncover what lies below a guard in a namespace of one's own
# group: git-files
prepare() { git init -q "$W"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  unshare -rm sh -c "umount .git/config; mount --bind . /mnt; mount -o remount,rw,bind .git/config;
    for git in .git /mnt/.git; do printf '[core]\n\tfsmonitor = %s/evil\n' $PWD >> \$git/config; done"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
