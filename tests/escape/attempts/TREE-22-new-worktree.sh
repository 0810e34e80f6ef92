# From a session's worktree: make one more, of a branch of one's own
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() { git worktree add -q -b agent/more more; git worktree add -q --detach another; true; }
succeeded() { git -C "$W" worktree list | grep -qE "/(more|another) "; }
