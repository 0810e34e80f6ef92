# From a session's worktree, the folder of whose branch an earlier agent has made a link to git's own
# group: git-files
# worktree: agent/fix/config
# launch: refused
prepare() {
  git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && mkdir -p "$W/.git/refs/heads/agent" &&
    ln -s ../../.. "$W/.git/refs/heads/agent/fix"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp evil "$W/.git/hooks/post-commit"
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> "$W/.git/config"
}
succeeded() { git -C "$W" status >/dev/null; git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
