# Take hold of the control groups, as an agent that may make namespaces of its own: whoever can mount
# them can end or freeze everything in the group
# group: other-processes
# agent: nesting
# options: --set permissions=ask
# launch: refused for root
attempt() {
  mkdir -p /tmp/m
  # With a namespace that it makes, and with the one that it has.
  for flags in -UrmC -Urm; do
    unshare $flags sh -c '
      mount -t cgroup2 none /tmp/m && test -e /tmp/m/cgroup.procs && touch escaped
      mount -t cgroup -o freezer none /tmp/m && test -e /tmp/m/cgroup.procs && touch escaped'
  done
}
