# From a session's worktree: change that of another session, and what Sandtray knows of both
# group: writing-outside
# worktree: agent/work
prepare() {
  git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && mkdir -p "$HOME/.local/state/sandtray/worktrees/other" &&
    chmod -R go= "$HOME/.local" && echo good > "$HOME/.local/state/sandtray/worktrees/other/build.sh"
}
attempt() {
  echo evil > ../other/build.sh
  mkdir ../planted
  for record in ../*.json; do sed -i "s|\"repository\": .*,|\"repository\": \"evil\",|" "$record"; done
}
succeeded() { grep -rq evil "$HOME/.local/state/sandtray/worktrees" --include=build.sh --include=*.json || test -e "$HOME/.local/state/sandtray/worktrees/planted"; }
