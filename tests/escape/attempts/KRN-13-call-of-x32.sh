# Pass the filter by the numbers of the x32 interface
attempt() { ./probe x32 && touch escaped; }
