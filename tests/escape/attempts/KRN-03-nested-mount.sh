# Mount in a namespace of one's own
# group: namespaces
attempt() { ./probe nested-mount /mnt 2>/dev/null || ./probe nested-mount /usr && touch escaped; }
