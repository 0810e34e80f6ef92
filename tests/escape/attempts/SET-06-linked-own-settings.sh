# Change Sandtray's settings, which are a link into the workspace
# group: sandtray-itself
# launch: refused
prepare() {
  echo '{}' > "$W/config.json" && ln -s "$W/config.json" "$HOME/.config/sandtray/config.json"
}
attempt() { echo '{"default_method": "host"}' > config.json; }
succeeded() { grep -q host "$HOME/.config/sandtray/config.json"; }
