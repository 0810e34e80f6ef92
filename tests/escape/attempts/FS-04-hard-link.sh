# Link a file of the person into the workspace, then write through the link
# group: writing-outside
prepare() { echo "mine" > "$HOME/precious"; }
attempt() { ln "$HOST_HOME/precious" link && echo "evil" > link; }
succeeded() { grep -q evil "$HOME/precious"; }
