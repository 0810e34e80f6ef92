# Name the program that the kernel starts, as root and outside, when a process crashes
# group: kernel-settings
# needs: root
attempt() {
  local now
  now=$(cat /proc/sys/kernel/core_pattern)
  echo "$now" > /proc/sys/kernel/core_pattern && touch escaped
}
