# Read the person's SSH key
# group: reading-home
prepare() { mkdir "$HOME/.ssh"; echo "PRIVATE KEY" > "$HOME/.ssh/id_ed25519"; }
attempt() { grep -q "PRIVATE KEY" "$HOST_HOME/.ssh/id_ed25519" && touch escaped; }
