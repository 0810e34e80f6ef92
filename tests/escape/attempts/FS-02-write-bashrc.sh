# Append a command to the person's .bashrc
# group: writing-outside
prepare() { echo "# mine" > "$HOME/.bashrc"; }
attempt() { echo "evil" >> "$HOST_HOME/.bashrc"; }
succeeded() { grep -q evil "$HOME/.bashrc"; }
