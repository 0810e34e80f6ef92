# From a session's worktree of a branch without a folder of its own: move the branches beside it
# group: project-files
# expect: limitation - git keeps them in one folder, which `run` says
# worktree: work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" rev-parse main > "$ROOM/first"; }
attempt() { git commit -q --allow-empty -m second; git update-ref refs/heads/main HEAD; }
succeeded() { ! git -C "$W" rev-parse main | cmp -s - "$ROOM/first"; }
