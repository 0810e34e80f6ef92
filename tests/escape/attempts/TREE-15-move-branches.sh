# From a session's worktree: move, delete and make branches and tags of the repository
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" branch person/other && git -C "$W" show-ref --head | sort > "$ROOM/refs"; }
attempt() {
  git commit -q --allow-empty -m second
  local mine; mine=$(git rev-parse HEAD)
  git update-ref refs/heads/main "$mine"
  git update-ref -d refs/heads/person/other
  git tag planted
  echo "$mine" > "$W/.git/refs/heads/main"
  echo "$mine" > "$W/.git/refs/heads/planted"
  mv "$W/.git/refs/heads" "$W/.git/refs/old"; mkdir -p "$W/.git/refs/heads"
  true
}
succeeded() { ! git -C "$W" show-ref --head | grep -v refs/heads/agent/ | sort | cmp -s - "$ROOM/refs"; }
