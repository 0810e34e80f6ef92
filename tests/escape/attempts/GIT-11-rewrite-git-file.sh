# From a linked worktree: make its .git file name a repository of one's own
# group: git-files
prepare() {
  git init -q "$ROOM/main" && git -C "$ROOM/main" commit -q --allow-empty -m first
  mv "$W/probe" "$ROOM" && rmdir "$W" && git -C "$ROOM/main" worktree add -q "$W" && mv "$ROOM/probe" "$W"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil.sh; chmod +x evil.sh
  git init -q --bare evil && git config -f evil/config core.bare false
  git config -f evil/config core.fsmonitor "$PWD/evil.sh"
  rm -f .git; echo "gitdir: $PWD/evil" > .git
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
