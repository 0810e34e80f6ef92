# Change the script in the project that a hook links to
# group: git-files
prepare() {
  git init -q "$W" && mkdir "$W/scripts"
  printf '#!/bin/sh\n' > "$W/scripts/check"; chmod +x "$W/scripts/check"
  mkdir -p "$W/.git/hooks" && ln -s ../../scripts/check "$W/.git/hooks/pre-commit"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > scripts/check
  mv scripts old; mkdir scripts; printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > scripts/check
  chmod +x scripts/check
}
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
