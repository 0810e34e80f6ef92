# Read the disk below the file system
# group: system-secrets
# needs: root
attempt() {
  for disk in /dev/vd? /dev/sd? /dev/nvme?n? /dev/xvd? /dev/mapper/*; do
    head -c 1 "$disk" >/dev/null 2>&1 && touch escaped
  done
}
