# Read a secret from the environment of the process that started us
# group: other-processes
attempt() { cat /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' | grep -q "^PERSONS_SECRET=" && touch escaped; }
