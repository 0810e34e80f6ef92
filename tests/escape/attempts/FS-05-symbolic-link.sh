# Read the person's file through a symbolic link in the workspace
# group: reading-home
prepare() { echo "SECRET" > "$HOME/token"; ln -s "$HOME/token" "$W/link"; }
attempt() { grep -q SECRET link && touch escaped; }
