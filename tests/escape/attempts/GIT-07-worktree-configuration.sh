# Use the configuration file of a single worktree
# group: git-files
prepare() { git init -q "$W" && git -C "$W" config extensions.worktreeConfig true; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" > .git/config.worktree
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
