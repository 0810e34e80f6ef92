# Change the mode of the machine's /dev/zero
# expect: limitation - root owns the node, and bubblewrap cannot mount a usable device read-only
# needs: root
attempt() { chmod 0666 /dev/zero && touch escaped; }
