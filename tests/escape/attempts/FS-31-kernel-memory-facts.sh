# Read what only root may know of the kernel: its memory, its timers, the key of its connections
# group: kernel-facts
# needs: root
attempt() {
  cd /proc || return
  for file in allocinfo kpagecgroup kpagecount kpageflags pagetypeinfo slabinfo timer_list \
    vmallocinfo sys/net/ipv4/tcp_fastopen_key; do
    test "$(head -c 8 "$file" | wc -c)" = 0 || echo "$file" >> "$W/escaped"
  done
}
