# Change a hook that the repository keeps among its own files (core.hooksPath)
# group: project-files
# expect: limitation - files of the project are the agent's to change
prepare() { git init -q "$W" && git -C "$W" config core.hooksPath .husky && mkdir "$W/.husky"; }
attempt() { printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .husky/post-commit; chmod +x .husky/post-commit; }
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
