# The same by the call whose flags no filter can read
attempt() { ./probe clone3-user && touch escaped; }
