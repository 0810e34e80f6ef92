# From a session's worktree: plant hooks in the repository
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; rm -rf "$W/.git/hooks"; mkdir "$W/.git/hooks"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp evil "$W/.git/hooks/post-commit"
  mv "$W/.git/hooks" "$W/.git/old"; mkdir "$W/.git/hooks"; cp evil "$W/.git/hooks/post-commit"
  ln -s "$PWD" "$W/.git/objects/../hooks"
}
succeeded() { git -C "$W" commit -q --allow-empty -m x; git -C "$TREE" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
