# Wait until the person's own git replaces the configuration file, which takes its guard away
# group: project-files
# expect: limitation - renaming a file over a mountpoint outside removes the mount
prepare() { git init -q "$W"; mkfifo "$W/ready" "$W/go"; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  echo > ready; read -r _ < go
  printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> .git/config
}
meanwhile() { read -r _ < "$W/ready"; git -C "$W" config branch.x.remote origin; echo > "$W/go"; }
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
