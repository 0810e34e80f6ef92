# Configure a repository that the settings mount, behind a link and with a submodule
# group: git-files
prepare() {
  git init -q "$ROOM/library" && git -C "$ROOM/library" commit -q --allow-empty -m first
  git init -q "$ROOM/other" && git -C "$ROOM/other" commit -q --allow-empty -m first
  git -C "$ROOM/other" -c protocol.file.allow=always submodule --quiet add "$ROOM/library" lib
  ln -s other "$ROOM/mount"
  printf '{"mounts": [{"path": "%s", "writable": true}]}' "$ROOM/mount" > "$HOME/.config/sandtray/config.json"
  chmod 600 "$HOME/.config/sandtray/config.json"
}
attempt() {
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$ROOM" > ../mount/evil; chmod +x ../mount/evil
  git -C ../mount config core.fsmonitor "$ROOM/mount/evil"
  git config -f ../mount/.git/modules/lib/config core.fsmonitor "$ROOM/mount/evil"
  cp ../mount/evil ../mount/.git/hooks/post-commit
}
succeeded() {
  git -C "$ROOM/other" status >/dev/null 2>&1; git -C "$ROOM/other" commit -q --allow-empty -m x
  test -e "$ROOM/ran"
}
