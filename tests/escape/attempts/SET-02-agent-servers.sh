# Plant a tool server for the person's own agent
# group: agent-settings
prepare() { echo '{}' > "$W/.mcp.json"; }
attempt() { echo evil > .mcp.json; echo evil > new; mv -f new .mcp.json; rm -f .mcp.json && echo evil > .mcp.json; }
succeeded() { grep -q evil "$W/.mcp.json"; }
