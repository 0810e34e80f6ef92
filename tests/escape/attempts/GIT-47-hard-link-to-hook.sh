# Write through another name of a hook, left by an earlier session
# group: git-files
# launch: refused
prepare() {
  git init -q "$W" && printf '#!/bin/sh\n' > "$W/.git/hooks/post-commit" && chmod +x "$W/.git/hooks/post-commit" &&
    ln "$W/.git/hooks/post-commit" "$W/notes"
}
attempt() { printf 'touch "%s/ran"\n' "$ROOM" >> notes; }
succeeded() { git -C "$W" commit -q --allow-empty -m x; test -e "$ROOM/ran"; }
