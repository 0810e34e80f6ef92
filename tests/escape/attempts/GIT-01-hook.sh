# Plant a hook that the person's next commit runs
# group: git-files
prepare() { git init -q "$W" && rm -rf "$W/.git/hooks" && mkdir "$W/.git/hooks"; }
attempt() { printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .git/hooks/post-commit; chmod +x .git/hooks/post-commit; }
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
