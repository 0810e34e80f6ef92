# Read another process's memory
attempt() { ./probe read-memory && touch escaped; }
