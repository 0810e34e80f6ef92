# From a session's worktree: move a branch that git keeps packed
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" pack-refs --all && git -C "$W" rev-parse main > "$ROOM/first"; }
attempt() {
  git commit -q --allow-empty -m second
  echo "$(git rev-parse HEAD) refs/heads/main" > packed
  cat packed > "$W/.git/packed-refs"; mv -f packed "$W/.git/packed-refs"
}
succeeded() { ! git -C "$W" rev-parse main | cmp -s - "$ROOM/first"; }
