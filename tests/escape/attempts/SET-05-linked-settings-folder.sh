# Read a file of the person through a settings folder that is a link out of the workspace
# group: reading-home
prepare() {
  mkdir "$ROOM/hooks" && echo SECRET > "$ROOM/settings.json" && echo SECRET > "$ROOM/hooks/key" &&
    chmod -R a+rX "$ROOM/hooks" "$ROOM/settings.json" && ln -s .. "$W/.claude"
}
attempt() { grep -q SECRET .claude/settings.json .claude/hooks/key && touch escaped; }
