# Reach the calls that no filter sees
attempt() { ./probe io-uring && touch escaped; }
