# Paste by the console's selection (TIOCLINUX)
# group: terminal-input
attempt() { ./probe tioclinux && touch escaped; }
