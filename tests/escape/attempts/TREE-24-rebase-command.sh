# From a session's worktree: leave a rebase half done in the person's checkout
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" commit -q --allow-empty -m second; }
attempt() {
  local git=$W/.git
  mkdir "$git/rebase-merge" || return
  printf 'exec touch "%s/ran"\n' "$ROOM" > "$git/rebase-merge/git-rebase-todo"
  git rev-parse main | tee "$git/rebase-merge/onto" > "$git/rebase-merge/orig-head"
  echo refs/heads/main > "$git/rebase-merge/head-name"
  touch "$git/rebase-merge/interactive" "$git/rebase-merge/done"
  git rev-parse main > "$git/HEAD"
}
succeeded() { GIT_EDITOR=true git -C "$W" rebase --continue >/dev/null 2>&1; test -e "$ROOM/ran"; }
