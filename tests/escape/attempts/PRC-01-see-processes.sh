# Read the command line of a process outside
# group: other-processes
prepare() { bash -c 'exec -a token=SECRET sleep 60' & echo $! > "$ROOM/sleeper.pid"; }
attempt() { cat /proc/[0-9]*/cmdline | tr '\0' ' ' | grep -q "token=[S]ECRET" && touch escaped; }
