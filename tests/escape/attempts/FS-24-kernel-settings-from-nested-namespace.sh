# Change a setting of the kernel, as an agent that may make namespaces of its own
# group: kernel-settings
# agent: nesting
# options: --set permissions=ask
# needs: root
# launch: refused
attempt() {
  mkdir -p /tmp/m
  unshare -Urmp --fork sh -c '
    umount /proc/sys; mount -o remount,rw,bind /proc/sys; mount -t proc proc /tmp/m
    for proc in /proc /tmp/m; do
      cat /proc/sys/kernel/core_pattern > $proc/sys/kernel/core_pattern && touch escaped
    done'
}
