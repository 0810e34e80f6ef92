# From a session's worktree: replace a commit of the person's by one of one's own, and cut the history
# group: git-files
# worktree: agent/work
prepare() {
  git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" commit -q --allow-empty -m second && git -C "$W" log > "$ROOM/log"
}
attempt() {
  git commit -q --allow-empty -m third
  git replace HEAD~1 HEAD
  git rev-parse main > "$W/.git/shallow"
  git rev-parse main > "$W/.git/info/grafts"
}
succeeded() { ! git -C "$W" log 2>/dev/null | cmp -s - "$ROOM/log"; }
