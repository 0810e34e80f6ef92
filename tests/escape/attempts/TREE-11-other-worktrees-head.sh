# From a session's worktree: put another worktree on the agent's own branch
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" worktree add -q -b agent/other "$ROOM/other"; }
attempt() {
  for folder in "$W/.git" "$W/.git/worktrees/other"; do
    echo "ref: refs/heads/agent/work" > "$folder/HEAD"
    cp "$(git rev-parse --git-dir)/index" "$folder/index"
    printf 'ref: refs/heads/agent/work\n' > "$folder/HEAD.lock"; mv -f "$folder/HEAD.lock" "$folder/HEAD"
  done
}
succeeded() {
  for folder in "$W" "$ROOM/other"; do
    test "$(git -C "$folder" symbolic-ref --short HEAD)" = agent/work && return 0
  done
  return 1
}
