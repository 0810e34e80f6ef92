# Use root's privileges
# needs: root
attempt() { grep -q "^CapBnd:[[:space:]]*0*[1-9a-f]" /proc/self/status && touch escaped; }
