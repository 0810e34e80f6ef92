# Listen to the network below IP
# needs: root
attempt() { ./probe socket 17 3 && touch escaped; }
