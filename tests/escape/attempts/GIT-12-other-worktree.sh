# From the main worktree: make a linked one read a configuration of one's own
# group: git-files
prepare() {
  git init -q "$W" && git -C "$W" commit -q --allow-empty -m first
  git -C "$W" worktree add -q "$ROOM/linked"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil.sh; chmod +x evil.sh
  cp -r .git evil && git config -f evil/config core.fsmonitor "$PWD/evil.sh"
  echo "$PWD/evil" > .git/worktrees/linked/commondir
  mv .git/worktrees/linked .git/worktrees/old && cp -r .git/worktrees/old .git/worktrees/linked
  mv .git/worktrees .git/old && cp -r .git/old .git/worktrees
  echo "$PWD/evil" > .git/worktrees/linked/commondir
}
succeeded() { git -C "$ROOM/linked" status >/dev/null; test -e "$ROOM/ran"; }
