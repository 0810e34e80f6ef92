# Reach a service on the loopback though the network is taken away
# group: network-none
# options: --set network=none
prepare() {
  mkfifo "$ROOM/pipe"
  "$PROBE" listen tcp > "$ROOM/pipe" & echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > "$W/port"
}
attempt() { ./probe connect-tcp "$(cat port)" && touch escaped; }
