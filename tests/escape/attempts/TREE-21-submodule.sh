# From a session's worktree: plant a submodule with its configuration, in it and in the repository
# group: git-files
# worktree: agent/work
prepare() { git init -q -b main "$W" && git -C "$W" commit -q --allow-empty -m first; }
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  local modules
  for modules in "$(git rev-parse --git-dir)/modules" "$W/.git/modules"; do
    rm -rf lib; git init -q lib; git -C lib commit -q --allow-empty -m first
    git -C lib config core.worktree "$PWD/lib"; git -C lib config core.fsmonitor "$PWD/evil"
    mkdir -p "$modules" && mv lib/.git "$modules/lib" && echo "gitdir: $modules/lib" > lib/.git && break
  done
  printf '[submodule "lib"]\n\tpath = lib\n\turl = ./lib\n' > .gitmodules
  test -e lib/.git && test ! -d lib/.git && git add .gitmodules lib
}
succeeded() { git -C "$TREE" status >/dev/null 2>&1; test -e "$ROOM/ran"; }
