# Reach the calls that no filter sees
# group: system-calls
attempt() { ./probe io-uring && touch escaped; }
