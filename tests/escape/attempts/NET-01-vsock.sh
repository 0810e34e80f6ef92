# Open a socket to the hypervisor
attempt() { ./probe socket 40 1 && touch escaped; }
