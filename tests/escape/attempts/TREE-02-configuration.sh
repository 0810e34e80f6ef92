# From a session's worktree: change the repository's configuration, by git, in place and by renaming
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git config core.fsmonitor "$PWD/evil"
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> "$W/.git/objects/../config"
  cat "$W/.git/config" evil.config > "$W/.git/config.lock"; mv -f "$W/.git/config.lock" "$W/.git/config"
  true
}
succeeded() { git -C "$W" status >/dev/null; git -C "$TREE" status >/dev/null; test -e "$ROOM/ran"; }
