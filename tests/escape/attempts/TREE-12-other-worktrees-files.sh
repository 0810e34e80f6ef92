# From a session's worktree: change files of the repository and of another worktree
# group: writing-outside
# worktree: agent/work
prepare() {
  git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" worktree add -q -b agent/other "$ROOM/other" &&
    echo good > "$W/build.sh" && echo good > "$ROOM/other/build.sh"
}
attempt() { echo evil > "$W/build.sh"; echo evil > "$ROOM/other/build.sh"; }
succeeded() { grep -q evil "$W/build.sh" "$ROOM/other/build.sh"; }
