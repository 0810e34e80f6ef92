# From a session's worktree: give the repository's main one a configuration of its own
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" config extensions.worktreeConfig true; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" > "$W/.git/config.worktree"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
