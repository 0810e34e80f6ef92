# Read the machine's password hashes
# group: system-secrets
# needs: root
prepare() { sha256sum < /etc/shadow > "$W/sum"; }
attempt() { sha256sum < /etc/shadow | cmp -s - sum && touch escaped; }
