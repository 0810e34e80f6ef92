# Reach a service on the loopback
# group: loopback
# expect: limitation - with network=host all of the machine's network is there
prepare() {
  mkfifo "$ROOM/pipe"
  "$PROBE" listen tcp > "$ROOM/pipe" & echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > "$W/port"
}
attempt() { ./probe connect-tcp "$(cat port)" && touch escaped; }
