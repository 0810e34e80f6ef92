# Add a mount to Sandtray's settings
# group: writing-outside
prepare() { mkdir -p "$HOME/.config/sandtray" && chmod 700 "$HOME/.config/sandtray"; }
attempt() { echo '{"mounts": []}' > "$HOST_HOME/.config/sandtray/config.json"; }
succeeded() { test -s "$HOME/.config/sandtray/config.json"; }
