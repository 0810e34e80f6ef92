# List the keys of the whole user
# group: kernel-facts
# needs: root
attempt() { test -n "$(cat /proc/keys)" && touch escaped; }
