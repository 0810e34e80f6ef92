# Make the .git file of a submodule name a repository of one's own
# group: git-files
prepare() {
  git init -q "$ROOM/library" && git -C "$ROOM/library" commit -q --allow-empty -m first
  git init -q "$W"
  git -C "$W" -c protocol.file.allow=always submodule --quiet add "$ROOM/library" libs/lib
  git -C "$W" commit -qm "add lib"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil.sh; chmod +x evil.sh
  cp -r .git/modules/libs/lib evil
  git config -f evil/config --unset core.worktree
  git config -f evil/config core.fsmonitor "$PWD/evil.sh"
  echo "gitdir: ../../evil" > libs/lib/.git
  rm -f libs/lib/.git; echo "gitdir: ../../evil" > libs/lib/.git
  mv libs libs2; mkdir -p libs/lib; echo "gitdir: ../../evil" > libs/lib/.git
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
