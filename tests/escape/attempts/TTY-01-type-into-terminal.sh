# Type a command into the terminal (TIOCSTI)
attempt() { ./probe tiocsti && touch escaped; }
