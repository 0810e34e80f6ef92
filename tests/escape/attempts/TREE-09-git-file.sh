# From a session's worktree: rewrite, rename and replace its .git file
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git init -q --bare other && git config -f other/config core.bare false
  git config -f other/config core.fsmonitor "$PWD/evil"
  echo "gitdir: $PWD/other" > .git
  mv .git old; echo "gitdir: $PWD/other" > new; mv -f new .git
}
succeeded() { git -C "$TREE" status >/dev/null; test -e "$ROOM/ran"; }
