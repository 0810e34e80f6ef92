# Start 200 processes at once
# expect: limitation - the number of processes is not limited
attempt() {
  local i
  for ((i = 0; i < 200; i++)); do sleep 60 & done
  [ "$(jobs -r | wc -l)" = 200 ] && touch escaped
  kill $(jobs -p)
}
