# Take over another process
attempt() { ./probe ptrace && touch escaped; }
