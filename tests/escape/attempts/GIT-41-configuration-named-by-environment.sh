# Change the person's git configuration, which a variable names in the workspace
# group: git-files
# environment: GIT_CONFIG_GLOBAL=$W/gitconfig
prepare() { git init -q "$W" && cp "$HOME/.gitconfig" "$W/gitconfig"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> gitconfig
}
succeeded() {
  GIT_CONFIG_GLOBAL=$W/gitconfig git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"
}
