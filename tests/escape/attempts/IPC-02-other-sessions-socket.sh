# Type into another session by its socket
# group: sockets
prepare() {
  mkfifo "$ROOM/pipe"
  mkdir -p "$HOME/.local/state/sandtray/run"
  chmod -R go= "$HOME/.local"
  "$PROBE" listen unix "$HOME/.local/state/sandtray/run/abcdefgh.sock" > "$ROOM/pipe" &
  echo $! > "$ROOM/server.pid"
  head -1 < "$ROOM/pipe" > /dev/null
}
attempt() {
  for socket in "$HOST_HOME"/.local/state/sandtray/run/*.sock /run/sandtray/*.sock; do
    case $socket in */hook.sock) ;; *) ./probe connect-unix "$socket" && touch escaped ;; esac
  done
}
