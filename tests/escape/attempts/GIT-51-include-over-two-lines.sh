# Change a file of the project that the configuration includes by a path over two lines of Windows
# group: git-files
prepare() {
  git init -q "$W" && git -C "$W" commit -q --allow-empty -m first
  mkdir "$W/conf" && printf '[core]\n\tabbrev = 8\n' > "$W/conf/shared"
  cp "$W/conf/shared" "$W/conf/sha"$'\r'
  printf '[include]\r\n\tpath = ../conf/sha\\\r\nred\r\n' >> "$W/.git/config"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> conf/shared
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
