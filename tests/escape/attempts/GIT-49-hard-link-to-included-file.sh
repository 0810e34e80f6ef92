# Write through another name of a file that the configuration includes
# group: git-files
# launch: refused
prepare() {
  git init -q "$W" && : > "$W/included" && ln "$W/included" "$W/notes" &&
    git -C "$W" config include.path ../included
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> notes
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
