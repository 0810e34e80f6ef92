# Become more than one is by a set-uid program
# group: privilege
attempt() { grep -q "^NoNewPrivs:[[:space:]]*0" /proc/self/status && touch escaped; }
