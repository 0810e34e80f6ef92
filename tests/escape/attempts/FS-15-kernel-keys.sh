# List the keys of the whole user
# needs: root
attempt() { test -n "$(cat /proc/keys)" && touch escaped; }
