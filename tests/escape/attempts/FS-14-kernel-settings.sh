# Change a setting of the kernel by root's identity alone
# group: kernel-settings
# needs: root
attempt() { echo 1 > /proc/sys/vm/drop_caches && touch escaped; }
