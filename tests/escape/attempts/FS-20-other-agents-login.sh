# Read the login that another agent keeps in its private home
# group: reading-home
prepare() {
  mkdir -p "$HOME/.local/share/sandtray/homes/claude"
  chmod -R go= "$HOME/.local"
  echo TOKEN > "$HOME/.local/share/sandtray/homes/claude/.credentials.json"
}
attempt() {
  cat "$HOST_HOME"/.local/share/sandtray/homes/claude/.credentials.json "$HOME"/../*/.credentials.json 2>/dev/null |
    grep -q TOKEN && touch escaped
}
