# Pass the filter by the numbers of the x32 interface
# group: system-calls
attempt() { ./probe x32 && touch escaped; }
