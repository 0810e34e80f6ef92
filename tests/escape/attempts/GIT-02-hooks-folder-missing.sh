# The same in a repository that has no folder for hooks
# group: git-files
prepare() { git init -q --template= "$W"; }
attempt() {
  mkdir -p .git/hooks
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .git/hooks/post-commit
  chmod +x .git/hooks/post-commit
}
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
