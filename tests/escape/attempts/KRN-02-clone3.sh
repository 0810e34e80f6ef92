# The same by the call whose flags no filter can read
# group: namespaces
attempt() { ./probe clone3-user && touch escaped; }
