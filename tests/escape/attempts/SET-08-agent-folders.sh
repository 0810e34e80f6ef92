# Change the rules, skills, commands and variables that the person's own agents obey
# group: agent-settings
prepare() {
  cd "$W" && mkdir -p .codex/rules .claude/skills/s .claude/agents .claude/commands .gemini \
    .opencode/plugin &&
    touch .codex/rules/r .claude/skills/s/SKILL.md .claude/agents/a.md .claude/commands/c.md \
      .gemini/.env .opencode/plugin/p.js
}
attempt() {
  for file in .codex/rules/r .claude/skills/s/SKILL.md .claude/agents/a.md .claude/commands/c.md \
    .gemini/.env .opencode/plugin/p.js .claude/skills/new; do
    echo evil >> "$file"
  done
  for folder in .codex .claude .gemini .opencode; do mv $folder old$folder; done
}
succeeded() { grep -rq evil "$W" --exclude=probe || ls -d "$W"/old.*; }
