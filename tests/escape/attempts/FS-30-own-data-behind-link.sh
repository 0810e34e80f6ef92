# Change what the next session is made by, where links of Sandtray's data lead into the workspace
# group: sandtray-itself
# launch: refused
# environment: SANDTRAY_SHARE=$ROOM/share
prepare() {
  mkdir -p "$W/build/data" && cp -rL "${PROBE%/*}/../share/sandtray/." "$W/build/data" &&
    mkdir "$ROOM/share" && ln -s "$W"/build/data/* "$ROOM/share"
}
attempt() { rm -r build/data/methods && mkdir build/data/methods && touch build/data/methods/mine; }
succeeded() { test -e "$ROOM/share/methods/mine"; }
