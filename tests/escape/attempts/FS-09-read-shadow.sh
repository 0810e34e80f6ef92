# Read the password hashes
# needs: root
attempt() { head -c 4 /etc/shadow >/dev/null && touch escaped; }
