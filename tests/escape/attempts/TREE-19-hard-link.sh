# From a session's worktree: write to the configuration by another name, among what may be written
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  local own folder; own=$(git rev-parse --git-dir)
  for folder in "$own" "$W/.git/objects" "$W/.git/refs/heads/agent" .; do
    ln "$W/.git/config" "$folder/link" && printf '[core]\n\tfsmonitor = %s/evil\n' "$PWD" >> "$folder/link"
  done
}
succeeded() { git -C "$W" status >/dev/null; test -e "$ROOM/ran"; }
