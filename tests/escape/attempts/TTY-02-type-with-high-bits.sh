# The same with a bit that the filter sees and the kernel does not
# group: terminal-input
attempt() { ./probe tiocsti-high && touch escaped; }
