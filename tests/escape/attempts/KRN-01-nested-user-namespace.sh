# Become root in a user namespace of one's own
# group: namespaces
attempt() { ./probe unshare-user && touch escaped; }
