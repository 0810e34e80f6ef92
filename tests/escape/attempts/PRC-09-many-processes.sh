# Start 5000 processes at once
# group: process-limit
# expect: limitation - the number of processes is not limited
attempt() { ./probe processes 5000 && touch escaped; }
