# From a session's worktree: name another repository as the one that it belongs to
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  local own; own=$(git rev-parse --git-dir)
  git init -q --bare other && git config -f other/config core.bare false
  git config -f other/config core.fsmonitor "$PWD/evil"
  cp -r "$W/.git/refs" "$W/.git/objects" other/
  echo "$PWD/other" > "$own/commondir"
  cp -r "$own" "$own.new"; mv "$own" "$own.old"; mv "$own.new" "$own"; echo "$PWD/other" > "$own/commondir"
}
succeeded() { git -C "$TREE" status >/dev/null; test -e "$ROOM/ran"; }
