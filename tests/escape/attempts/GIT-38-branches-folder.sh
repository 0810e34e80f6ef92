# The same by the older folder of branches, which is there already
# group: git-files
prepare() {
  git init -q --template= "$W" && mkdir -p "$W/.git/branches" &&
    git -C "$W" commit -q --allow-empty -m first
}
attempt() {
  git init -q --bare .evil.git
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > .evil.git/hooks/pre-receive
  chmod +x .evil.git/hooks/pre-receive
  echo ./.evil.git > .git/branches/origin
  mv .git/branches .git/old; mkdir .git/branches; echo ./.evil.git > .git/branches/origin
}
succeeded() { git -C "$W" push -q origin HEAD:refs/heads/x 2>/dev/null; test -e "$ROOM/ran"; }
