# Make a device node for the machine's memory
# needs: root
attempt() { ./probe mknod memory && touch escaped; rm -f memory; }
