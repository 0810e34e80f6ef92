# Leave a rebase half done whose next step is a command
# group: project-files
# expect: limitation - runs when the person continues the rebase
prepare() { git init -q "$W" && git -C "$W" commit -q --allow-empty -m first && git -C "$W" commit -q --allow-empty -m second; }
attempt() {
  git -c sequence.editor=true rebase -q -i --exec false HEAD~1
  printf 'exec touch "%s/ran"\n' "$ROOM" > .git/rebase-merge/git-rebase-todo
}
succeeded() { GIT_EDITOR=true git -C "$W" rebase --continue >/dev/null 2>&1; test -e "$ROOM/ran"; }
