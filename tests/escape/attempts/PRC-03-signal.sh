# End a process outside
# group: other-processes
prepare() { sleep 60 & echo $! > "$ROOM/sleeper.pid"; cp "$ROOM/sleeper.pid" "$W/number"; }
attempt() { kill -KILL "$(cat number)"; }
succeeded() { ! grep -q "^State:[[:space:]]*[A-Y]" "/proc/$(cat "$ROOM/sleeper.pid")/status"; }
