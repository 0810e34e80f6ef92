# Move the person's keys by a link of the workspace that is on the way to them
# group: own-links
# launch: refused
prepare() {
  mkdir "$ROOM/keys" && ln -s "$ROOM/keys" "$W/hop" && ln -s ../workspace/hop "$HOME/.ssh"
}
attempt() { mkdir mine; ln -sfn mine hop; }
succeeded() { echo SECRET > "$HOME/.ssh/id" && grep -q SECRET "$W/mine/id"; }
