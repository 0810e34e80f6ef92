# Name a file system monitor in the repository's configuration
# group: git-files
prepare() { git init -q "$W"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git config core.fsmonitor "$PWD/evil"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
