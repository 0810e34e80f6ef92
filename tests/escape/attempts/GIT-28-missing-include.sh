# Make the file of the project that the repository's configuration includes, but which is missing
# group: git-files
# launch: refused
prepare() { git init -q "$W" && git -C "$W" config include.path ../common-settings; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" > common-settings
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
