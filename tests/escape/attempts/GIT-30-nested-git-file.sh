# Configure a repository of the workspace that a .git file below it names
# group: git-files
prepare() { mkdir "$W/store" && git init -q --separate-git-dir "$W/store/project.git" "$W/project"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git config -f store/project.git/config core.fsmonitor "$PWD/evil"
  cp -r store copy; git config -f copy/project.git/config core.fsmonitor "$PWD/evil"
  rm -f project/.git; echo "gitdir: ../store/project.git" > project/.git
  mv store old && mv copy store
}
succeeded() { git -C "$W/project" status >/dev/null; test -e "$ROOM/ran"; }
