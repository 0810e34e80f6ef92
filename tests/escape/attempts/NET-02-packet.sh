# Listen to the network below IP
# group: system-calls
# needs: root
attempt() { ./probe socket 17 3 && touch escaped; }
