# Plant a hook in a workspace that is a bare repository
# group: git-files
prepare() {
  git init -q --bare "$W"
  git init -q "$ROOM/clone" && git -C "$ROOM/clone" commit -q --allow-empty -m first
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp evil hooks/post-update
  git config core.fsmonitor "$PWD/evil"
  mv hooks old; mkdir hooks; cp evil hooks/post-update
}
succeeded() { git -C "$ROOM/clone" push -q "$W" HEAD:main 2>/dev/null; test -e "$ROOM/ran"; }
