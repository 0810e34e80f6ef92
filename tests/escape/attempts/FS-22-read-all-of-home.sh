# List the person's home
prepare() { touch "$HOME/diary.txt"; }
attempt() { ls "$HOST_HOME" | grep -q diary && touch escaped; }
