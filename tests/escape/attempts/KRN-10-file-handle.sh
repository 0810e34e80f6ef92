# Name files by their inode instead of a path
# group: system-calls
attempt() { ./probe file-handle && touch escaped; }
