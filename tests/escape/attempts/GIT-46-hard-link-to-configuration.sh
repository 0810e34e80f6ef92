# Write through another name of a repository's configuration, left by an earlier session
# group: git-files
# launch: refused
prepare() {
  git init -q "$W/lib" && git -C "$W/lib" commit -q --allow-empty -m first && ln "$W/lib/.git/config" "$W/notes"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> notes
}
succeeded() { git -C "$W/lib" status >/dev/null; test -e "$ROOM/ran"; }
