# Put a copy of the submodule's git folder, or of the folder above it, in its place
# group: git-files
prepare() {
  git init -q "$ROOM/library" && git -C "$ROOM/library" commit -q --allow-empty -m first
  git init -q "$W"
  git -C "$W" -c protocol.file.allow=always submodule --quiet add "$ROOM/library" lib
  git -C "$W" commit -qm "add lib"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  mv .git/modules/lib .git/modules/old && cp -r .git/modules/old .git/modules/lib
  mv .git/modules .git/old && cp -r .git/old .git/modules
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> .git/modules/lib/config
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
