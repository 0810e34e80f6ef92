# From a linked worktree: configure the repository that it belongs to
# group: git-files
prepare() {
  git init -q "$ROOM/main" && git -C "$ROOM/main" commit -q --allow-empty -m first
  mv "$W/probe" "$ROOM" && rmdir "$W" && git -C "$ROOM/main" worktree add -q "$W" && mv "$ROOM/probe" "$W"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git config core.fsmonitor "$PWD/evil"
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > ../main/.git/hooks/post-commit
  chmod +x ../main/.git/hooks/post-commit
}
succeeded() { git -C "$ROOM/main" status >/dev/null; git -C "$ROOM/main" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
