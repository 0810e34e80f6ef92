# Become root in a user namespace of one's own
attempt() { ./probe unshare-user && touch escaped; }
