# Put a copy of .git in its place and plant a hook there
# group: git-files
prepare() { git init -q "$W"; }
attempt() {
  mv .git .git2 && cp -r .git2 .git
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .git/hooks/post-commit; chmod +x .git/hooks/post-commit
}
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
