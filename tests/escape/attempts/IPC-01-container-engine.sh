# Reach a container engine, an SSH agent or a bus by its socket
# group: sockets
prepare() {
  mkfifo "$ROOM/pipe"
  "$PROBE" listen unix "$HOME/docker.sock" > "$ROOM/pipe" & echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > /dev/null
}
attempt() { ./probe connect-unix "$HOST_HOME/docker.sock" && touch escaped; }
