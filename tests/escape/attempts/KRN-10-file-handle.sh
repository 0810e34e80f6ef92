# Name files by their inode instead of a path
attempt() { ./probe file-handle && touch escaped; }
