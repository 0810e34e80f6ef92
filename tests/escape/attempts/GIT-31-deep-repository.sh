# Configure a repository that lies deeper than repositories are looked for
# group: project-files
# expect: limitation - a launch does not wait for a walk through the whole workspace
prepare() { git init -q "$W/1/2/3/4"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  git -C 1/2/3/4 config core.fsmonitor "$PWD/evil"
}
succeeded() { git -C "$W/1/2/3/4" status >/dev/null; test -e "$ROOM/ran"; }
