# Change a neighbouring project
# group: writing-outside
prepare() { mkdir "$ROOM/neighbour"; echo "good" > "$ROOM/neighbour/build.sh"; }
attempt() { echo "evil" > ../neighbour/build.sh; }
succeeded() { grep -q evil "$ROOM/neighbour/build.sh"; }
