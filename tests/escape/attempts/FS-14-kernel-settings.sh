# Change a setting of the kernel by root's identity alone
# needs: root
attempt() { echo 1 > /proc/sys/vm/drop_caches && touch escaped; }
