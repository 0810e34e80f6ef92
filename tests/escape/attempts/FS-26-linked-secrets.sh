# Read a key of the person's, whose folder is a link into the workspace
# group: own-links
# launch: refused
prepare() {
  mkdir "$W/ssh" && echo SECRET > "$W/ssh/id" && ln -s ../workspace/ssh "$HOME/.ssh"
}
attempt() { grep -q SECRET ssh/id && touch escaped; }
