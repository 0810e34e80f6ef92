# Make the person's git configuration, a link to a missing file of the workspace
# group: own-links
# launch: refused
prepare() {
  git init -q "$W" && mkdir -p "$HOME/.config" && ln -s ../../workspace/git "$HOME/.config/git"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  mkdir git; printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" > git/config
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
