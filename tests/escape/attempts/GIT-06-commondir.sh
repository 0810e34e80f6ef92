# Make another folder count as the repository's common one
# group: git-files
prepare() { git init -q "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil.sh; chmod +x evil.sh
  cp -r .git evil
  git config -f evil/config core.fsmonitor "$PWD/evil.sh"
  rm -f .git/commondir
  echo ../evil > .git/commondir
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
