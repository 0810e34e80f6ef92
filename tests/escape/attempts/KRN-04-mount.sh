# Mount a file system
# group: namespaces
# needs: root
attempt() { mkdir -p here; ./probe mount here && touch escaped; }
succeeded() { umount "$W/here" 2>/dev/null; test -e "$W/escaped"; }
