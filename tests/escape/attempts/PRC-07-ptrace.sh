# Take over another process
# group: system-calls
attempt() { ./probe ptrace && touch escaped; }
