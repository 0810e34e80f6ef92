# Reach a service by an abstract socket though the network is taken away
# group: network-none
# options: --set network=none
prepare() {
  mkfifo "$ROOM/pipe"
  "$PROBE" listen abstract "$ROOM/service" > "$ROOM/pipe" & echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > /dev/null
}
attempt() { ./probe connect-abstract "$ROOM/service" && touch escaped; }
