# Walk out through the root folder that another process sees
# group: reading-home
prepare() { echo "SECRET" > "$HOME/token"; }
attempt() {
  for process in /proc/[0-9]*; do
    grep -q SECRET "$process/root$HOST_HOME/token" 2>/dev/null && touch escaped
  done
}
