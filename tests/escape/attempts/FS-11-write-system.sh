# Put a program into the system's folders
# needs: root
attempt() {
  for folder in /usr/local/bin /usr/bin /opt; do
    touch "$folder/sandtray-escape" && touch escaped
    rm -f "$folder/sandtray-escape"
  done
}
