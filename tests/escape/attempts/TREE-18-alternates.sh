# From a session's worktree: name a folder of one's own where the repository has more objects
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  git init -q mine && git -C mine commit -q --allow-empty -m mine
  mkdir -p "$W/.git/objects/info"
  echo "$PWD/mine/.git/objects" > "$W/.git/objects/info/alternates"
  mv "$W/.git/objects/info" "$W/.git/objects/old"; mkdir "$W/.git/objects/info"
  echo "$PWD/mine/.git/objects" > "$W/.git/objects/info/alternates"
}
succeeded() { git -C "$W" cat-file -e "$(git -C "$TREE/mine" rev-parse HEAD)"; }
