# Change a file of the project that the repository's configuration includes
# group: git-files
prepare() {
  git init -q "$W" && git -C "$W" commit -q --allow-empty -m first
  mkdir "$W/conf" && printf '[core]\n\tabbrev = 8\n' > "$W/conf/shared"
  git -C "$W" config include.path ../conf/shared
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> conf/shared
  cp -r conf conf2; printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> conf2/shared
  mv conf old && mv conf2 conf
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
