# Make a repository with a hook where there was none
# group: project-files
# expect: limitation - reported at the end of the session
attempt() {
  git init -q .
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .git/hooks/post-commit; chmod +x .git/hooks/post-commit
}
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
