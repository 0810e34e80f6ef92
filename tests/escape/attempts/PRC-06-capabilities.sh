# Use root's privileges
# group: privilege
# needs: root
attempt() { grep -q "^CapBnd:[[:space:]]*0*[1-9a-f]" /proc/self/status && touch escaped; }
