# Stop the kernel in the middle of a copy
attempt() { ./probe userfaultfd && touch escaped; }
