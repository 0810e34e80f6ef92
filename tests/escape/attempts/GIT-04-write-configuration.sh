# The same without git: append to the file, or put another one in its place
# group: git-files
prepare() { git init -q "$W"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> .git/config
  cat .git/config > .git/other; printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> .git/other
  mv -f .git/other .git/config
  true
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
