# Read another process's memory
# group: system-calls
attempt() { ./probe read-memory && touch escaped; }
