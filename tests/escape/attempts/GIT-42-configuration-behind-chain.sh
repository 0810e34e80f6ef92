# Change the person's git configuration by a link of the workspace that leads to it from elsewhere
# group: git-files
# launch: refused
prepare() {
  git init -q "$W" && mv "$HOME/.gitconfig" "$ROOM/gitconfig" &&
    ln -s "$ROOM/gitconfig" "$W/hop" && ln -s ../workspace/hop "$HOME/.gitconfig"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp "$ROOM/gitconfig" mine; printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> mine
  ln -sf mine hop
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
