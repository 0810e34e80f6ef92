# Pass the filter by the system calls of another architecture
# group: system-calls
attempt() { ./probe 32-bit && touch escaped; }
