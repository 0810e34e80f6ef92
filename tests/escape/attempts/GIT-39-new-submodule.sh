# Make the repository of a submodule that the person's git would enter, with a configuration of its own
# group: git-files
prepare() {
  git init -q "$W" && git -C "$W" commit -q --allow-empty -m first
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git init -q lib && git -C lib commit -q --allow-empty -m first
  mkdir -p .git/modules && mv lib/.git .git/modules/lib && echo "gitdir: ../.git/modules/lib" > lib/.git
  git config -f .git/modules/lib/config core.worktree ../../../lib
  git config -f .git/modules/lib/config core.fsmonitor "$PWD/evil"
  printf '[submodule "lib"]\n\tpath = lib\n\turl = ./lib\n' > .gitmodules
  git add .gitmodules lib
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
