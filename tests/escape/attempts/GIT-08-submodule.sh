# Name a file system monitor in the configuration of a submodule
# group: git-files
prepare() {
  git init -q "$ROOM/library" && git -C "$ROOM/library" commit -q --allow-empty -m first
  git init -q "$W"
  git -C "$W" -c protocol.file.allow=always submodule --quiet add "$ROOM/library" lib
  git -C "$W" commit -qm "add lib"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git config -f .git/modules/lib/config core.fsmonitor "$PWD/evil"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
