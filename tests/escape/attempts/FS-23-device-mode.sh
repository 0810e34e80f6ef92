# Change the mode of the machine's /dev/zero
# group: device-modes
# expect: limitation - root owns the node, and bubblewrap cannot mount a usable device read-only
# needs: root
prepare() { stat -c %z /dev/zero > "$ROOM/changed"; }
attempt() { chmod 0666 /dev/zero; }
succeeded() { ! stat -c %z /dev/zero | cmp -s - "$ROOM/changed"; }
