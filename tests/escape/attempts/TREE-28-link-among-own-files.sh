# From a session's worktree: let the person's git write into a file of the home, through a link
# group: project-files
# expect: limitation - git's own files of the worktree are the agent's; the session warns of links there
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && : > "$HOME/.bashrc"; }
attempt() {
  local own; own=$(git rev-parse --git-dir)
  rm -f "$own/logs/HEAD"; mkdir -p "$own/logs"; ln -s "$HOST_HOME/.bashrc" "$own/logs/HEAD"
  printf 'x\ntouch "%s/ran"\n' "$ROOM" > message
}
succeeded() { git -C "$TREE" commit -q --allow-empty -F "$TREE/message"; grep -q "commit: x" "$HOME/.bashrc"; }
