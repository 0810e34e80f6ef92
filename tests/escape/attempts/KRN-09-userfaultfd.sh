# Stop the kernel in the middle of a copy
# group: system-calls
attempt() { ./probe userfaultfd && touch escaped; }
