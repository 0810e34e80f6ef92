# The same as with a new submodule, in a linked worktree, which has submodules of its own
# group: git-files
prepare() {
  git init -q "$ROOM/main" && git -C "$ROOM/main" commit -q --allow-empty -m first &&
    rmdir "$ROOM/workspace" 2>/dev/null; cp -r "$W" "$ROOM/kept"; rm -rf "$W"
  git -C "$ROOM/main" worktree add -q "$W" && cp "$ROOM"/kept/* "$W"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  local git; git=$(git rev-parse --git-dir)
  git init -q lib && git -C lib commit -q --allow-empty -m first
  mkdir -p "$git/modules" && mv lib/.git "$git/modules/lib" && echo "gitdir: $git/modules/lib" > lib/.git
  git config -f "$git/modules/lib/config" core.worktree "$PWD/lib"
  git config -f "$git/modules/lib/config" core.fsmonitor "$PWD/evil"
  printf '[submodule "lib"]\n\tpath = lib\n\turl = ./lib\n' > .gitmodules
  git add .gitmodules lib
}
succeeded() { git -C "$W" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
