# Add a repository of one's own to the index: the person's `git status` looks into it
# group: project-files
# expect: limitation - the workspace is writable; nothing tells such a folder from others
prepare() { git init -q "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git init -q nested && git -C nested commit -q --allow-empty -m x
  git add nested
  git -C nested config core.fsmonitor "$PWD/evil"
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
