# Leave a process behind in a session of its own
# group: other-processes
attempt() {
  setsid -f bash -c "exec -a survivor-$$ sleep 59" </dev/null >/dev/null 2>&1
  echo "survivor-$$" > name
  until pgrep -f "^survivor-$$" >/dev/null; do read -r -t 0.01 _ <> <(:); done
}
succeeded() { pgrep -f "^$(cat "$W/name")" > "$ROOM/survivor.pid"; }
