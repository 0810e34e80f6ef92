# Where the workspace holds repositories, but is none: plant a hook in one, configure another
# group: git-files
prepare() {
  for name in a group/b; do git init -q "$W/$name" && git -C "$W/$name" commit -q --allow-empty -m first; done
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > evil; chmod +x evil
  cp evil a/.git/hooks/post-commit
  git -C group/b config core.fsmonitor "$PWD/evil"
  cp -r group copy; git -C copy/b config core.fsmonitor "$PWD/evil"; mv group old && mv copy group
  mv a/.git a/old; cp -r a/old a/.git; cp evil a/.git/hooks/post-commit
}
succeeded() {
  git -C "$W/a" commit -q --allow-empty -m x; git -C "$W/group/b" status >/dev/null
  test -e "$ROOM/ran"
}
