# Put a program into the system's folders
# group: system-files
# needs: root
attempt() {
  for folder in /usr/local/bin /usr/bin /opt; do
    touch "$folder/sandtray-escape${ROOM//\//-}"
  done
}
succeeded() {
  local planted=1
  for folder in /usr/local/bin /usr/bin /opt; do
    rm "$folder/sandtray-escape${ROOM//\//-}" && planted=0
  done 2>/dev/null
  return $planted
}
