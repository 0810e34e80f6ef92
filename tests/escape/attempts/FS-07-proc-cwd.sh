# Walk out through the working folder of the process that started us
# group: reading-home
prepare() { echo "SECRET" > "$ROOM/token"; }
attempt() {
  for process in /proc/[0-9]*; do
    grep -q SECRET "$process/cwd/token" 2>/dev/null && touch escaped
    grep -q SECRET "$process/cwd/../token" 2>/dev/null && touch escaped
  done
}
