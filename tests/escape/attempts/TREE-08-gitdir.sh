# From a session's worktree: say that it lies in a folder of the person's
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && mkdir "$ROOM/neighbour"; }
attempt() {
  local own; own=$(git rev-parse --git-dir)
  rm -f "$own/gitdir"; echo "$ROOM/neighbour/.git" > "$own/gitdir"
}
succeeded() { git -C "$W" worktree list | grep -q neighbour; }
