# From a session's worktree: give it a configuration of its own
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" config extensions.worktreeConfig true; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  local own; own=$(git rev-parse --git-dir)
  rm -f "$own/config.worktree"
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" > "$own/config.worktree"
}
succeeded() { git -C "$TREE" status >/dev/null; test -e "$ROOM/ran"; }
