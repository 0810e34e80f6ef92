# Change what the person's next shell runs, which is a link into the workspace
# group: own-links
# launch: refused
prepare() { echo : > "$W/bashrc" && ln -s ../workspace/bashrc "$HOME/.bashrc"; }
attempt() { printf 'touch "%s/ran"\n' "$ROOM" >> bashrc; }
succeeded() { bash --rcfile "$HOME/.bashrc" -i -c true 2>/dev/null; test -e "$ROOM/ran"; }
