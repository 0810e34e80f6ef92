# Change a preset of the person's, whose folder is a link into the workspace
# group: sandtray-itself
# launch: refused
prepare() {
  mv "$HOME/.config/sandtray/agents" "$W/presets" &&
    ln -s "$W/presets" "$HOME/.config/sandtray/agents"
}
attempt() { echo evil > presets/nesting.json; }
succeeded() { grep -q evil "$HOME/.config/sandtray/agents/nesting.json"; }
