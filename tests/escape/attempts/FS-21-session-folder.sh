# Rewrite the files of the own session
# group: writing-outside
attempt() {
  for file in "$HOST_HOME"/.local/state/sandtray/sessions/*/files/* /run/sandtray/files/*; do
    echo evil > "$file" && touch escaped
  done
  touch "$HOST_HOME/.local/state/sandtray/sessions/fake" && touch escaped
}
