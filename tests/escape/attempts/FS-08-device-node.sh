# Make a device node for the machine's memory
# group: system-files
# needs: root
attempt() { ./probe mknod memory && touch escaped; rm -f memory; }
