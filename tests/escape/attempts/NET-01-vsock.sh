# Open a socket to the hypervisor
# group: system-calls
attempt() { ./probe socket 40 1 && touch escaped; }
