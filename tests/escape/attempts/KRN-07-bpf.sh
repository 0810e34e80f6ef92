# Load something into the kernel's virtual machine
# group: system-calls
# needs: root
attempt() { ./probe bpf && touch escaped; }
