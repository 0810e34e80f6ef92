# List the person's home
# group: reading-home
prepare() { touch "$HOME/diary.txt"; }
attempt() { ls "$HOST_HOME" | grep -q diary && touch escaped; }
