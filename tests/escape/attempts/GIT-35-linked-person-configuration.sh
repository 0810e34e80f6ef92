# Change the person's git configuration, which is a link into the workspace
# group: git-files
# launch: refused
prepare() {
  git init -q "$W" && mv "$HOME/.gitconfig" "$W/gitconfig" &&
    ln -s ../workspace/gitconfig "$HOME/.gitconfig"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> gitconfig
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
