# Pass the filter by the system calls of another architecture
attempt() { ./probe 32-bit && touch escaped; }
