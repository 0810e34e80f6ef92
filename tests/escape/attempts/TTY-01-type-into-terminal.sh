# Type a command into the terminal (TIOCSTI)
# group: terminal-input
attempt() { ./probe tiocsti && touch escaped; }
