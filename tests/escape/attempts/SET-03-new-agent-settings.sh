# The same where there were no settings
# group: project-files
# expect: limitation - reported at the end of the session
attempt() { mkdir .claude && echo evil > .claude/settings.json; }
succeeded() { grep -q evil "$W/.claude/settings.json"; }
