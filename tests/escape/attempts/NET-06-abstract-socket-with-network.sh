# Reach a service by an abstract socket
# group: loopback
# expect: limitation - abstract sockets belong to the network, which is the machine's own
prepare() {
  mkfifo "$ROOM/pipe"
  "$PROBE" listen abstract "$ROOM/service" > "$ROOM/pipe" & echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > /dev/null
}
attempt() { ./probe connect-abstract "$ROOM/service" && touch escaped; }
