# Put a key into the kernel's keyring
# group: system-calls
attempt() { ./probe add-key && touch escaped; }
