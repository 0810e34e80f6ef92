# The same, as a linked worktree of the foreign repository that the agent made up
# group: git-files
# launch: refused
prepare() {
  git init -q "$ROOM/other" && git -C "$ROOM/other" commit -q --allow-empty -m first
  mkdir -p "$W/fake/worktrees/x" && cp -r "$ROOM/other/.git/." "$W/fake"
  echo "$ROOM/other/.git" > "$W/fake/worktrees/x/commondir"
  echo "$W/.git" > "$W/fake/worktrees/x/gitdir"
  echo "ref: refs/heads/master" > "$W/fake/worktrees/x/HEAD"
  echo "gitdir: $W/fake/worktrees/x" > "$W/.git"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > ../other/.git/hooks/post-commit
  chmod +x ../other/.git/hooks/post-commit
}
succeeded() { git -C "$ROOM/other" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
